import { measuredFormats, outputSizes, sizeText } from "./output-sizes.ts";

// Prints how many bytes a report has, and how many tokens of a language model, of which one is about four bytes.

const rows = outputSizes().map(({ name, bytes }) => [name, ...measuredFormats.map((id) => sizeText(bytes[id]))]);
const table = [["bytes (tokens)", ...measuredFormats], ...rows];
const widths = table[0]?.map((_, column) => Math.max(...table.map((row) => row[column]?.length ?? 0))) ?? [];
for (const row of table)
  console.log(
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join("  ")
      .trimEnd(),
  );
