// What a coding agent reads of 20 broken servers: `npm run bench:agents`. With `--record`, everything is recorded anew in
// Chromium, which needs the network to install chrome-devtools-mcp.

import { compareReadings } from "./compare.ts";
import { recordScenes } from "./record.ts";
import { readRecorded } from "./recorded.ts";
import { benchmarkTables } from "./table.ts";

if (process.argv.includes("--record")) await recordScenes();
const { browser, chromeDevtoolsMcp } = readRecorded();
console.log(`Recorded with ${browser} and chrome-devtools-mcp ${chromeDevtoolsMcp}\n`);
console.log(benchmarkTables(compareReadings()));
