/**
 * The arguments that a program gets from a PowerShell script of one native command. It models as much as our scripts
 * need: PowerShell's tokens, how each version builds the command line, and how a C program splits it.
 */
export function powershellArguments(script: string, version: "5.1" | "7.2" | "7.4"): string[] {
  const [, convert = "", command = ""] = /^(function .*?\n\}\n)?(.*)$/s.exec(script) ?? [];
  const values = tokens(command).map(({ text, converted }) =>
    converted && version !== "7.4" ? converter(convert, version)(text) : text,
  );
  return version === "7.4"
    ? values
    : commandLineArguments(values.map((value) => legacyArgument(value, version)).join(" "));
}

interface Token {
  readonly text: string;
  readonly converted: boolean;
}

/** @see https://learn.microsoft.com/powershell/module/microsoft.powershell.core/about/about_quoting_rules */
function tokens(command: string): Token[] {
  const found: Token[] = [];
  let rest = command;
  while (rest !== "") {
    const blank = /^(?: |`\n)+/.exec(rest)?.[0];
    if (blank) {
      rest = rest.slice(blank.length);
      continue;
    }
    const call = /^\(ConvertTo-Argument /.exec(rest)?.[0] ?? "";
    rest = rest.slice(call.length);
    const quoted = /^['\u2018-\u201b]/.test(rest);
    const { text, length } = quoted ? singleQuoted(rest) : bareWord(rest);
    rest = rest.slice(length);
    if (call !== "" && !rest.startsWith(")")) throw new Error(`no ) before ${rest}`);
    if (call !== "") rest = rest.slice(1);
    if (rest !== "" && !/^[ ]/.test(rest)) throw new Error(`more in one argument: ${rest}`);
    found.push({ text, converted: call !== "" });
  }
  return found;
}

/** Two single quotes in a row, straight or typographic, mean the second one; a single one ends the string. */
function singleQuoted(source: string): { text: string; length: number } {
  let text = "";
  for (let at = 1; at < source.length; at++) {
    if (!/['\u2018-\u201b]/.test(source.charAt(at))) text += source.charAt(at);
    else if (/['\u2018-\u201b]/.test(source.charAt(at + 1))) text += source.charAt(++at);
    else return { text, length: at + 1 };
  }
  throw new Error(`no end of the string ${source}`);
}

/** A word without characters that are special to PowerShell. */
function bareWord(source: string): { text: string; length: number } {
  const text = /^[A-Za-z0-9./-]+/.exec(source)?.[0];
  if (!text) throw new Error(`not a plain word: ${source}`);
  return { text, length: text.length };
}

/** Applies the replacements of the script's function, each where its condition is true. */
function converter(source: string, version: "5.1" | "7.2"): (text: string) => string {
  const lines = source.split("\n").filter((line) => line.includes("-replace"));
  const replacements = lines
    .filter((line) => !line.includes(".Major -lt 6") || version === "5.1")
    .map((line) => ({
      needsBlank: line.includes("-match '\\s'"),
      parts: /-replace '([^']*)', '([^']*)'/.exec(line)?.slice(1) ?? [],
    }));
  return (text) =>
    replacements.reduce(
      (value, { needsBlank, parts: [from = "", to = ""] }) =>
        needsBlank && !/\s/.test(value) ? value : value.replace(new RegExp(from, "g"), to),
      text,
    );
}

/** Quotes an argument with blanks. Inner double quotes stay unescaped, and only version 7 doubles a last backslash. */
function legacyArgument(value: string, version: "5.1" | "7.2"): string {
  if (!/\s/.test(value)) return value;
  const last = version === "5.1" ? "" : (/\\+$/.exec(value)?.[0] ?? "");
  return `"${value}${last}"`;
}

/** @see https://learn.microsoft.com/cpp/c-language/parsing-c-command-line-arguments */
function commandLineArguments(line: string): string[] {
  const found: string[] = [];
  let current = "";
  let [inside, quoted] = [false, false];
  for (let at = 0; at < line.length; at++) {
    const slashes = /^\\*/.exec(line.slice(at))?.[0].length ?? 0;
    if (slashes > 0 && line.charAt(at + slashes) === '"') {
      current += "\\".repeat(slashes / 2);
      inside = true;
      at += slashes - 1;
      if (slashes % 2 === 1) {
        current += '"';
        at++;
      }
    } else if (line.charAt(at) === '"') {
      inside = true;
      quoted = !quoted;
    } else if (!quoted && /[ \t]/.test(line.charAt(at))) {
      if (inside) found.push(current);
      [current, inside] = ["", false];
    } else {
      current += line.charAt(at);
      inside = true;
    }
  }
  return inside ? [...found, current] : found;
}
