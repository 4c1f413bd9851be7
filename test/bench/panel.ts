/**
 * Measures the panel in Chromium's DevTools. Run by `npm run bench:panel`, which measures everything, or by
 * `npm run bench:panel -- PART …` with some of the parts below.
 */
import { readdirSync, readFileSync } from "node:fs";
import { loadavg } from "node:os";
import { gzipSync } from "node:zlib";
import { scriptsLoadedBy } from "../browser/loaded-scripts.ts";
import { builtExtension } from "../browser/panel-page.ts";
import { type RefusingApi, startRefusingApi } from "../browser/refusing-api.ts";
import { measureFlood } from "./panel/flood.ts";
import { measureList } from "./panel/list.ts";
import { measureMemory } from "./panel/memory.ts";
import { measurePageLoad } from "./panel/page-load.ts";
import type { Report } from "./panel/report.ts";
import { measureSideBySide } from "./panel/side-by-side.ts";

const parts: Readonly<Record<string, (site: RefusingApi, report: Report, count?: number) => Promise<void>>> = {
  size: async () => {
    report("JavaScript before the list is shown, gzipped", kilobytes(scriptsLoadedBy("extension/panel.html")));
    report("JavaScript of the extension, gzipped", kilobytes(allScripts()));
  },
  list: measureList,
  flood: measureFlood,
  "side-by-side": measureSideBySide,
  "page-load": measurePageLoad,
  memory: measureMemory,
};

const chosen = process.argv.slice(2).map((argument) => argument.split("="));
const unknown = chosen.find(([name = ""]) => !(name in parts));
if (unknown) throw new Error(`There is no part ${unknown[0]}. The parts are ${Object.keys(parts).join(", ")}.`);
const site = await startRefusingApi();
try {
  for (const [name = "", count] of chosen.length > 0 ? chosen : Object.keys(parts).map((name) => [name])) {
    await parts[name]?.(site, report, ...(count === undefined ? [] : [Number(count)]));
    report(`load of the machine after ${name}`, loadavg()[0]?.toFixed(1) ?? "");
  }
} finally {
  await site.close();
}

function report(what: string, value: string): void {
  process.stdout.write(`${what.padEnd(60)}${value}\n`);
}

function allScripts(): string[] {
  return readdirSync(`${builtExtension}/assets`)
    .filter((file) => file.endsWith(".js"))
    .map((file) => `assets/${file}`);
}

function kilobytes(files: readonly string[]): string {
  const sizes = files.map((file) => gzipSync(readFileSync(`${builtExtension}/${file}`, "utf8")).length);
  return `${(sizes.reduce((sum, size) => sum + size, 0) / 1000).toFixed(1)} kB`;
}
