import type { Heading, Line } from "./arrange.ts";

type RowLine = Extract<Line, { kind: "row" }>;

/** A section's heading, or a server's heading with its visible rows. */
export type Block =
  | Extract<Line, { kind: "section" }>
  | { readonly kind: "server"; readonly key: string; readonly under: Heading; readonly rows: readonly RowLine[] };

/**
 * The visible lines, with those of one server together. A server's heading is there as long as one of its rows is, under the
 * same key, so that no row is drawn again while it stays visible.
 */
export function blocksOf(lines: readonly Line[]): Block[] {
  const blocks: (Block & { rows?: RowLine[] })[] = [];
  for (const line of lines) {
    const last = blocks.at(-1);
    if (line.kind === "section") blocks.push(line);
    else if (line.kind === "server") blocks.push({ ...line, rows: [] });
    else if (last?.kind === "server") last.rows?.push(line);
    else blocks.push({ kind: "server", key: line.under.key, under: line.under, rows: [line] });
  }
  return blocks;
}
