/** Writes the golden files again: `npm run goldens`. No test writes one. Look at each difference before you commit it. */
import { mkdirSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";
import { goldens as reportGoldens } from "./report/goldens.ts";

const root = new URL("../", import.meta.url);
const goldens = new Map([...reportGoldens()].map(([path, text]) => [fileURLToPath(new URL(path, root)), text]));

for (const folder of new Set([...goldens.keys()].map((file) => dirname(file)))) {
  mkdirSync(folder, { recursive: true });
  for (const name of readdirSync(folder)) if (!goldens.has(`${folder}/${name}`)) rmSync(`${folder}/${name}`);
}
for (const [file, text] of goldens) writeFileSync(file, text);
