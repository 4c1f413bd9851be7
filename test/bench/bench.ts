/** Measures a diagnosis against `JSON.parse` of the same file, and how both grow with the file. Run by `npm run bench`. */
import { performance } from "node:perf_hooks";
import type { DiagnosedSource } from "../../src/report/format.ts";
import { importBuilt } from "./built-module.ts";
import { measureFirstRuns, type Times } from "./first-run.ts";
import {
  allRedirected,
  allRefused,
  allWithoutResponse,
  busyPage,
  busyPageMostlySameOrigin,
  oneUrl,
  oneUrlDistinctHeaders,
  oneUrlUnmatchedHeaders,
} from "./generated-hars.ts";
import { measureGrowth } from "./growth.ts";
import { measureLargeFile } from "./large-file.ts";
import { median } from "./median.ts";
import { measureStart } from "./start-time.ts";

const { diagnose, readHar } = await importBuilt<typeof import("../../src/index.ts")>("index");
const { defaultOptions } = await importBuilt<typeof import("../../src/report/format.ts")>("report/format");
const { limitSource } = await importBuilt<typeof import("../../src/report/collect.ts")>("report/collect");
const { formats } = await importBuilt<typeof import("../../src/report/index.ts")>("report/index");

/** The indentation of a file that DevTools exports. */
const devToolsIndent = 2;

process.stdout.write(`${"medians in milliseconds".padEnd(36)} entries    size JSON.parse  diagnose   ratio\n`);
const exported = measure("a busy page, as DevTools exports it", busyPage(20_000), 9);
const compact = measure("the same without indentation", busyPage(20_000), 9, 0);
measure("the same, 70% of it same-origin", busyPageMostlySameOrigin(20_000), 9);
for (const count of [5_000, 10_000, 40_000]) measure("a busy page", busyPage(count), 5);
measure("one URL", oneUrl(20_000), 3);
measure("one URL, other headers each", oneUrlDistinctHeaders(20_000), 3);
measure("one URL, headers that never match", oneUrlUnmatchedHeaders(20_000), 3);
measure("all refused, other URLs", allRefused(20_000), 3);
measure("all redirected, one URL", allRedirected(20_000), 3);
measure("all unseen, one URL", allWithoutResponse(20_000), 3);
const first = await measureFirst("a busy page, first in its process", busyPage(20_000), 5);
for (const count of [500, 5_000]) await measureFirst("a busy page, first in its process", busyPage(count), 5);
const growth = measureGrowth(diagnoseParsed, [1_000, 300_000]);
process.stdout.write(
  `lean entries: ${growth.times[0].toFixed(1)} ms for 1,000, ${growth.times[1].toFixed(0)} ms for 300,000, which grows as n^${growth.exponent.toFixed(2)}\n`,
);
for (const bytes of [50e6, 300e6]) await measureLargeFile(bytes, "response bodies");
await measureLargeFile(250e6, "lean entries");
const diagnosed = diagnoseParsed(busyPage(20_000));
measureReport("text", diagnosed);
measureReport("json", diagnosed);
measureStart(31);
process.stdout.write(
  `\nTo diagnose 20,000 entries takes ${exported.toFixed(2)} of the time that JSON.parse takes for the exported file (${compact.toFixed(2)} without indentation, ${first.toFixed(2)} for the first of a process).\n`,
);

/**
 * Prints one row, and returns the median ratio of diagnosis to parse. Each round parses the text and diagnoses what it
 * just parsed, as a user does. One more round comes before them, after which code is compiled and repeated texts are
 * remembered. Notes are found on demand only: the reports below find them.
 */
function measure(name: string, har: object, rounds: number, indent = devToolsIndent): number {
  const text = JSON.stringify(har, null, indent);
  const times = Array.from({ length: rounds + 1 }, () => timesOf(text)).slice(1);
  return printTimes(name, text, times);
}

/** Does the same for the first parse and the first diagnosis of a process, in this many processes. */
async function measureFirst(name: string, har: object, processes: number): Promise<number> {
  const text = JSON.stringify(har, null, devToolsIndent);
  return printTimes(name, text, await measureFirstRuns(text, processes));
}

function timesOf(text: string): Times {
  const [parsed, parse] = time(() => JSON.parse(text));
  const [, diagnosis] = time(() => diagnoseParsed(parsed));
  return { parse, diagnosis };
}

/** Calls the function, and returns its result and the milliseconds that it took. */
function time<T>(run: () => T): [result: T, milliseconds: number] {
  const start = performance.now();
  const result = run();
  return [result, performance.now() - start];
}

function diagnoseParsed(parsed: unknown): DiagnosedSource {
  const recording = readHar(parsed);
  return { source: "bench.har", recording, diagnoses: diagnose(recording) };
}

function printTimes(name: string, text: string, times: readonly Times[]): number {
  const ratio = median(times.map(({ parse, diagnosis }) => diagnosis / parse));
  const cells = [
    String(JSON.parse(text).log.entries.length).padStart(8),
    `${(text.length / 1e6).toFixed(0)} MB`.padStart(8),
    median(times.map(({ parse }) => parse))
      .toFixed(0)
      .padStart(10),
    median(times.map(({ diagnosis }) => diagnosis))
      .toFixed(0)
      .padStart(10),
    ratio.toFixed(2).padStart(8),
  ];
  process.stdout.write(`${name.padEnd(36)}${cells.join("")}\n`);
  return ratio;
}

/** Prints how long it takes to write a report as the command line does, fixes included, of what is diagnosed already. */
function measureReport(id: keyof typeof formats, source: DiagnosedSource): void {
  const [length, milliseconds] = time(() => {
    let sum = 0;
    for (const piece of formats[id].write([limitSource(source)], { ...defaultOptions, columns: 100 }))
      sum += piece.length;
    return sum;
  });
  const refused = source.diagnoses.filter(({ outcome }) => outcome === "refused").length;
  const size = `${(length / 1e6).toFixed(0)} MB`;
  process.stdout.write(
    `${`the ${id} report on ${refused} refusals`.padEnd(44)}${size.padStart(8)}${milliseconds.toFixed(0).padStart(20)}\n`,
  );
}
