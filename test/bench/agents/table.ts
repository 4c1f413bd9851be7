import type { Comparison, Reading } from "./compare.ts";

const ways = ["chrome", "chromeDevtoolsMcp", "corsPanel"] as const;
const parts = ["cause", "layer", "value"] as const;

/** The comparison in Markdown: the sums first, then what each text of each server holds. */
export function benchmarkTables(comparisons: readonly Comparison[]): string {
  const of = (way: (typeof ways)[number]) => comparisons.map((comparison) => comparison[way]);
  const row = (name: string, cell: (readings: readonly Reading[]) => string) => [
    name,
    ...ways.map((way) => cell(of(way))),
  ];
  const sums = [
    row("tokens, median", (readings) => String(median(readings.map(({ tokens }) => tokens)))),
    row("tool calls, average", (readings) => average(readings.map(({ calls }) => calls))),
    ...parts.map((part) =>
      row(`${part} found`, (readings) => `${readings.filter((reading) => reading[part]).length} of ${readings.length}`),
    ),
  ];
  const rows = comparisons.map((comparison) => [`\`${comparison.id}\``, ...ways.map((way) => cellOf(comparison[way]))]);
  return [table(["", ...titles], sums), "", table(["server", ...titles], rows)].join("\n");
}

const titles = ["Chrome's console and Issues tab", "chrome-devtools-mcp", "`cors_check`"];

function cellOf(reading: Reading): string {
  const found = parts.filter((part) => reading[part]);
  return `${reading.tokens}: ${found.length === 0 ? "–" : found.join(", ")}`;
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
  return [line(head), line(head.map(() => "---")), ...rows.map(line)].join("\n");
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return Math.round(((sorted[middle] ?? 0) + (sorted[sorted.length % 2 === 0 ? middle - 1 : middle] ?? 0)) / 2);
}

function average(values: readonly number[]): string {
  return (values.reduce((sum, value) => sum + value, 0) / values.length).toFixed(1);
}
