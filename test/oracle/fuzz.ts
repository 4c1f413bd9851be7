/**
 * Compares the engine with the oracle on random fetches, with fresh seeds, until the time is over or the engine is wrong.
 * The failing recording is then in a file. Run by `npm run fuzz -- --minutes N [--seed S]`.
 */
import { writeFileSync } from "node:fs";
import { failureText, findFailure } from "./disagreements.ts";
import { fuzzOptions } from "./fuzz-options.ts";

const { minutes, seed: firstSeed } = fuzzOptions();
const fetchesOfSeed = 2_000;
/** Each run uses the seeds after its own, one for each few recordings. */
const seedsApart = 1_000;
const until = Date.now() + minutes * 60_000;
let total = 0;
for (let seed = firstSeed; ; seed += seedsApart) {
  const { failure, diagnosed } = findFailure({ seed, count: fetchesOfSeed });
  total += diagnosed;
  if (failure) {
    const file = `fuzz-${failure.seed}.har`;
    writeFileSync(file, JSON.stringify(failure.har, null, 1));
    process.stdout.write(
      `${failureText({ ...failure, har: {} })}\nThe recording is in ${file}. It was found after ${total} fetches.\n`,
    );
    process.exitCode = 1;
    break;
  }
  if (Date.now() >= until) break;
}
process.stdout.write(`${total} random fetches since seed ${firstSeed}.\n`);
