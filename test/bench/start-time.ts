import { spawnSync } from "node:child_process";
import { performance } from "node:perf_hooks";
import { fileURLToPath } from "node:url";
import { median } from "./median.ts";

/** Prints how long the command line takes to print help, against Node alone, as medians of this many starts. */
export function measureStart(rounds: number): void {
  const bin = fileURLToPath(new URL("../../dist/cli/bin.js", import.meta.url));
  const programs = {
    "node -e 0": ["-e", "0"],
    "cors-panel --help": [bin, "--help"],
    "diagnose --help": [bin, "diagnose", "--help"],
  };
  const times = Object.entries(programs).map(([name, args]) => ({ name, args, milliseconds: [] as number[] }));
  // Alternating, so that a slow moment of the machine falls on all of them.
  for (let round = 0; round < rounds; round++)
    for (const { args, milliseconds } of times) milliseconds.push(timeOfStart(args));
  const alone = median(times[0]?.milliseconds ?? []);
  process.stdout.write("\n");
  for (const { name, milliseconds } of times) {
    const time = median(milliseconds);
    process.stdout.write(`${name.padEnd(36)} ${time.toFixed(1)} ms, ${(time / alone).toFixed(2)} of node -e 0\n`);
  }
}

function timeOfStart(args: readonly string[]): number {
  const start = performance.now();
  const { status } = spawnSync(process.execPath, args, { stdio: "ignore" });
  if (status !== 0) throw new Error(`node ${args.join(" ")} ended with ${status}.`);
  return performance.now() - start;
}
