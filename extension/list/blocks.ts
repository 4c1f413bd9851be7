import type { GroupLine, Heading, Line, RowLine } from "./lines.ts";

/** A section's heading, or a server's heading with its visible lines. */
export type Block = Extract<Line, { kind: "section" }> | ServerBlock;

interface ServerBlock {
  readonly kind: "server";
  readonly key: string;
  readonly under: Heading;
  readonly lines: readonly (RowLine | GroupLine)[];
}

/**
 * The visible lines, with those of one server together. A server's heading is there as long as one of its rows is, under the
 * same key, so that no row is drawn again while it stays visible.
 */
export function blocksOf(lines: readonly Line[]): Block[] {
  const blocks: (Block & { lines?: (RowLine | GroupLine)[] })[] = [];
  for (const line of lines) {
    const last = blocks.at(-1);
    if (line.kind === "section") blocks.push(line);
    else if (line.kind === "server") blocks.push({ ...line, lines: [] });
    else if (last?.key === line.under.key) last.lines?.push(line);
    else blocks.push({ kind: "server", key: line.under.key, under: line.under, lines: [line] });
  }
  return blocks;
}
