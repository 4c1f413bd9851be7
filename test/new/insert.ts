/** Returns the code with an import from a neighboring file, in the order in which Biome sorts imports. */
export function addImport(code: string, name: string, from: string): string {
  const lines = code.split("\n");
  const pathIn = (line: string) => /^import .* from "(.*)\.ts";$/.exec(line)?.[1];
  const last = lines.findLastIndex((line) => pathIn(line) !== undefined);
  const next = lines.findIndex((line) => {
    const path = pathIn(line);
    return path?.startsWith("./") && path > from.replace(/\.ts$/, "");
  });
  return lines.toSpliced(next < 0 ? last + 1 : next, 0, `import { ${name} } from "${from}";`).join("\n");
}

/**
 * Returns the code with an entry in a list or an object that a constant holds: before the entry of that name where the
 * list has it, else at the end.
 *
 * @throws where the code has no such constant
 */
export function addEntry(code: string, constant: string, entry: string, before = ""): string {
  const start = code.search(new RegExp(`^(?:export )?const ${constant}\\b.*= [\\[{]$`, "m"));
  const end = start < 0 ? -1 : start + code.slice(start).search(/^[\]}]/m);
  if (end <= start) throw new Error(`no list is called "${constant}"`);
  const anchor = before === "" ? -1 : code.indexOf(`\n  ${before},\n`, start);
  const place = anchor > 0 && anchor < end ? anchor + 1 : end;
  return code.slice(0, place) + entry + code.slice(place);
}
