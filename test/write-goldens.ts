import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { stdout } from "node:process";
import * as reports from "./report/goldens.ts";
import * as stacks from "./stacks/goldens.ts";

// `npm run goldens`: writes the golden files of the stacks and the reports again, from what the code writes now. No test
// run writes them. Read `git diff` before you commit it.

for (const { goldenFolder, goldens } of [stacks, reports]) {
  rmSync(goldenFolder, { recursive: true, force: true });
  mkdirSync(goldenFolder);
  for (const { file, text } of goldens) writeFileSync(new URL(file, goldenFolder), text);
  stdout.write(`Wrote ${goldens.length} files to ${goldenFolder.pathname}. \`git diff\` shows what changed.\n`);
}
