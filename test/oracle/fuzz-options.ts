import { parseArgs } from "node:util";

/** The options `--minutes` and `--seed` of a fuzzing command; a random seed where none is given. */
export function fuzzOptions(): { readonly minutes: number; readonly seed: number } {
  const { values } = parseArgs({ options: { minutes: { type: "string" }, seed: { type: "string" } } });
  const randomSeed = Math.floor(Math.random() * 2 ** 30);
  return {
    minutes: numberFrom("--minutes", values.minutes ?? "1"),
    seed: numberFrom("--seed", values.seed ?? String(randomSeed)),
  };
}

function numberFrom(name: string, text: string): number {
  const value = text.trim() === "" ? Number.NaN : Number(text);
  if (Number.isFinite(value) && value >= 0) return value;
  process.stderr.write(`${name} needs a number, not "${text}"\n`);
  process.exit(2);
}
