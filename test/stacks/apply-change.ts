/** What the values of lists are in a test: the origins, methods and header names that code may hold. */
export type Values = readonly string[];

/**
 * The server's code after a reader has carried out a change: each line of the change goes into the line of the code that
 * differs from it only in its list, whose entries stay, or else below the line before it.
 */
export function applyChange(code: string, change: string, values: Values): string {
  const lines = code.split("\n");
  let cursor = 0;
  let comments: string[] = [];
  const isNewBlock: boolean[] = [];
  const entries = repeatedIn(change.split("\n"), values);
  const changes = change.split("\n");
  /** Where a line goes that stands before all that the code has: beside its like, or before the next line that it has. */
  const startFor = (line: string, next: readonly string[]): number => {
    if (comments.some((comment) => /In http|above its other/.test(comment))) return 0;
    const [, receiver] = /^\s*(\w+\.)\w+(?:\(| =)/.exec(line) ?? [];
    const isBeside = (other: string) => receiver !== undefined && other.trim().startsWith(receiver);
    const goesLast = comments.some((comment) => comment.includes("Below the other lines"));
    const beside = goesLast ? lines.findLastIndex(isBeside) : lines.findIndex(isBeside);
    if (beside >= 0) return beside + 1;
    const found = next
      .filter((other) => !isComment(other) && !isEnd(other))
      .map((other) => indexOfSame(lines, other, 0, values, entries))
      .find((at) => at >= 0);
    return found ?? 0;
  };
  for (const [index, line] of changes.entries()) {
    if (isComment(line)) {
      comments.push(line);
      continue;
    }
    // The end of a block that is new is new too, whatever else looks like it.
    const endsNewBlock = isEnd(line) && isNewBlock.pop() === true;
    const at = endsNewBlock ? -1 : indexOfSame(lines, line, cursor, values, entries);
    if (isStart(line)) isNewBlock.push(at < 0);
    if (at < 0 && headerSetBy(line) !== "" && !isStart(line)) {
      const beside = lines.findIndex(
        (other) => /["' ]Access-Control-Allow-Origin\b/.test(withoutComment(other)) && !removes.test(other),
      );
      lines.splice(beside + 1, 0, `${/^\s*/.exec(lines[beside] ?? "")?.[0] ?? ""}${line.trim()}`);
    } else if (at < 0) {
      if (cursor === 0) cursor = startFor(line, changes.slice(index + 1));
      lines.splice(cursor, 0, ...comments, line);
      cursor += comments.length + 1;
    } else {
      lines[at] = merged(lines[at] ?? "", line, values);
      cursor = at + 1;
    }
    comments = [];
  }
  return lines.join("\n");
}

/** The skeletons that several lines have: each such line is one entry of a list. */
function repeatedIn(lines: readonly string[], values: Values): ReadonlySet<string> {
  const skeletons = lines.filter((line) => !isComment(line)).map((line) => skeletonOf(line, values));
  return new Set(skeletons.filter((skeleton, index) => skeleton.includes("§") && skeletons.indexOf(skeleton) < index));
}

function isStart(line: string): boolean {
  return /[{([]\s*$/.test(withoutComment(line));
}

function isEnd(line: string): boolean {
  return /^\s*[})\]]/.test(line);
}

/** The same line from the cursor on, or else before it. */
function indexOfSame(
  lines: readonly string[],
  line: string,
  cursor: number,
  values: Values,
  entries: ReadonlySet<string>,
): number {
  const isSame = (other: string) => withoutComment(other).trim() === withoutComment(line).trim();
  const isEntry = entries.has(skeletonOf(line, values)) || /\.add[A-Z]/.test(line);
  const isAlike = (other: string) =>
    isList(line, values) && !isEntry && skeletonOf(other, values) === skeletonOf(line, values);
  const search = (matches: (other: string) => boolean) => {
    const after = lines.findIndex((other, index) => index >= cursor && matches(other));
    return after >= 0 ? after : lines.findIndex(matches);
  };
  const setsSame = (other: string) => headerSetBy(line) !== "" && headerSetBy(other) === headerSetBy(line);
  const namesSame = (other: string) => optionOf(line) !== "" && optionOf(other) === optionOf(line);
  const ways = isEntry ? [isSame] : [isSame, isAlike, setsSame, namesSame];
  return ways.map(search).find((at) => at >= 0) ?? -1;
}

/** The name of the option or variable that a line sets; "" for any other line. */
function optionOf(line: string): string {
  return /^\s*((?:const )?[\w'"$.-]+)(?:\s*(?::|=(?![=>]))\s|=\[)/.exec(withoutComment(line))?.[1] ?? "";
}

/** The statement that sets a header, up to the header's name; "" for any other line. */
function headerSetBy(line: string): string {
  const [, start = ""] =
    /^\s*(.*["' ](?:Access-Control-[A-Za-z-]+|Vary(?=.{0,6}Origin)))\b/.exec(withoutComment(line)) ?? [];
  return removes.test(start) ? "" : start;
}

const removes = /unset|hide_header|del-header|delete|header_down/;

/** True for a line with a list and its name; a line with an entry alone is added as it is. */
function isList(line: string, values: Values): boolean {
  const skeleton = skeletonOf(line, values);
  return /[a-z]{3}/i.test(skeleton.replace(/\$http_origin/, "")) && !/^["']?§["']?: /.test(skeleton);
}

/** The line without its comment, indent and values. */
function skeletonOf(line: string, values: Values): string {
  return withValues(withoutComment(line), values, () => "§")
    .replace(/["'`]?§["'`]?(?:, ?["'`]?§["'`]?)*/g, "§")
    .replace(/\[§\]|\(§\)|List\.of\(§\)/g, "§")
    .replace(/\s+/g, " ")
    .trim();
}

/** The line of the change with the entries of the code's line that it lacks. */
function merged(own: string, line: string, values: Values): string {
  const wanted = valuesIn(line, values);
  const missing = valuesIn(own, values).filter((value) => !wanted.includes(value));
  const last = wanted.at(-1);
  if (last === undefined || missing.length === 0) return line;
  const at = line.toLowerCase().lastIndexOf(last.toLowerCase()) + last.length;
  const quote = /^["'`]/.exec(line.slice(at))?.[0] ?? "";
  const symbols = /%i\[[^\]]*/.exec(line)?.[0];
  if (symbols) return line.replace(symbols, `${symbols} ${missing.join(" ").toLowerCase()}`);
  const isOneString = quote === "" || headerSetBy(line) !== "" || /: ["'][^"'[]*["']$/.test(line);
  const end = isOneString ? at : at + 1;
  const entries = missing.map((value) => (isOneString ? `, ${value}` : `, ${quote}${value}${quote}`));
  return line.slice(0, end) + entries.join("") + line.slice(end);
}

/** The values that a line holds. */
export function valuesIn(text: string, values: Values): string[] {
  const found: string[] = [];
  withValues(withoutComment(text), values, (value) => {
    found.push(value);
    return "§";
  });
  return [...new Set(found)];
}

/** The text with each of the values, also as a pattern writes it, replaced. */
function withValues(text: string, values: Values, replace: (value: string) => string): string {
  const spellings = values.flatMap((value) =>
    [...new Set([value, value.replace(/[.[\]+-]/g, "\\$&"), value.replace(/[.[\]]/g, "\\$&")])].map(
      (spelling) => [spelling, value] as const,
    ),
  );
  const bySpelling = new Map(spellings);
  const pattern = [...bySpelling.keys()]
    .toSorted((a, b) => b.length - a.length)
    .map((spelling) => spelling.replace(/[.*+?^$()[\]{}|\\]/g, "\\$&"))
    .join("|");
  return text.replace(new RegExp(`(?<![A-Za-z0-9.-])(?:${pattern})(?![A-Za-z0-9-]|\\.[a-z])`, "gi"), (found) =>
    replace(
      bySpelling.get(found) ?? bySpelling.get(found.toUpperCase()) ?? bySpelling.get(found.toLowerCase()) ?? found,
    ),
  );
}

function isComment(line: string): boolean {
  return /^\s*(#|\/\/|$)/.test(line);
}

function withoutComment(line: string): string {
  return line.replace(/\s(?:#|\/\/)\s.*$/, "");
}
