/**
 * Diagnoses damaged HAR files by the command line in this process, with fresh seeds, until the time is over or one of them is
 * handled wrongly. That one is then in a file. Run by `npm run fuzz:files -- --minutes N [--seed S]`.
 */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fuzzOptions } from "../oracle/fuzz-options.ts";
import { findFailingFile } from "./damaged-files.ts";

const { minutes, seed: firstSeed } = fuzzOptions();
const folder = mkdtempSync(join(tmpdir(), "cors-panel-fuzz-"));
const until = Date.now() + minutes * 60_000;
let total = 0;
for (let seed = firstSeed; ; seed++) {
  const { failure, diagnosed } = await findFailingFile({ seed, count: 200, path: join(folder, "damaged.har") });
  total += diagnosed;
  if (failure) {
    const file = `fuzz-file-${seed}.har`;
    writeFileSync(file, failure.bytes);
    process.stdout.write(`seed ${seed}, --format ${failure.format}: ${failure.problem}\nThe file is ${file}.\n`);
    process.exitCode = 1;
    break;
  }
  if (Date.now() >= until) break;
}
rmSync(folder, { recursive: true });
process.stdout.write(`${total} damaged files since seed ${firstSeed}.\n`);
