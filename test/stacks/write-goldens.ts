import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { stdout } from "node:process";
import { goldenFolder, goldens } from "./goldens.ts";

// `npm run goldens`: writes what the stacks write now over test/stacks/golden. Read the difference before you commit it.

rmSync(goldenFolder, { recursive: true, force: true });
mkdirSync(goldenFolder);
for (const { file, text } of goldens) writeFileSync(new URL(file, goldenFolder), text);
stdout.write(`Wrote ${goldens.length} files to test/stacks/golden. \`git diff\` shows what changed.\n`);
