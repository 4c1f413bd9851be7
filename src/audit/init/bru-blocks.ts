/** One entry of a block, as in `content-type: application/json`. */
export interface BruEntry {
  readonly name: string;
  readonly value: string;
}

/**
 * The blocks of a `.bru` file by their names, each with its enabled entries. Blocks of text, such as bodies and scripts,
 * have entries without a meaning.
 * @see https://docs.usebruno.com/bru-lang/syntax
 */
export function readBruBlocks(text: string): ReadonlyMap<string, readonly BruEntry[]> {
  const blocks = new Map<string, BruEntry[]>();
  let entries: BruEntry[] | null = null;
  for (const line of text.split(/\r?\n/)) {
    const start = /^([a-z][a-z0-9:_-]*) *\{ *$/i.exec(line);
    if (line.startsWith("}")) entries = null;
    else if (entries === null && start?.[1] !== undefined) {
      entries = [];
      blocks.set(start[1], entries);
    } else entries?.push(...readEntry(line));
  }
  return blocks;
}

function readEntry(line: string): BruEntry[] {
  const [, quoted, plain = "", value = ""] = /^\s*(?:"((?:[^"\\]|\\.)*)"|([^~\s:][^:]*)) *:(.*)$/.exec(line) ?? [];
  const name = quoted?.replace(/\\(.)/g, "$1") ?? plain.trim();
  return name === "" ? [] : [{ name, value: value.trim() }];
}
