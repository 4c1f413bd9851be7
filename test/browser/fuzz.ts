/**
 * Compares the engine with a real browser on random fetches and responses, with fresh seeds, until the time is over or both
 * disagree. What was recorded is then in a file.
 * Run by `npm run fuzz:browser -- [--engine chromium|firefox|webkit] --minutes N [--seed S]`.
 */
import { writeFileSync } from "node:fs";
import { fuzzOptions } from "../oracle/fuzz-options.ts";
import { chromium } from "./fuzz/chromium.ts";
import { compareRun, type Score } from "./fuzz/compare.ts";
import type { Engine, OpenedEngine } from "./fuzz/engine.ts";
import { firefox } from "./fuzz/firefox.ts";
import { knownDifferences } from "./fuzz/known-differences.ts";
import { webkit } from "./fuzz/webkit.ts";
import { startRandomServers } from "./random-servers.ts";

const engines = { chromium, firefox, webkit };
const { minutes, seed: firstSeed, engine: name } = fuzzOptions(["chromium", "firefox", "webkit"]);

const engine: Engine = engines[name];
const opened = await engine.open().catch((error: Error) => {
  process.stderr.write(`${error.message}\n`);
  process.exit(2);
});
try {
  await fuzz(opened);
} finally {
  await opened.close();
}

async function fuzz(browser: OpenedEngine): Promise<void> {
  const until = Date.now() + minutes * 60_000;
  const differences = knownDifferences.filter(({ engines }) => engines.includes(name));
  const total = new Map<string, number>();
  let fetches = 0;
  let seed = firstSeed;
  for (; ; seed++) {
    const servers = await startRandomServers({ seed, count: engine.fetchesOfSeed });
    try {
      const run = await browser.run(servers);
      const { score, disagreements } = compareRun({ engine, servers, run, differences });
      fetches += run.seen.length;
      for (const [kind, count] of Object.entries(score)) total.set(kind, (total.get(kind) ?? 0) + count);
      if (run.seen.length < servers.cases.length) throw new Error(`seed ${seed}: the page made too few fetches`);
      if (disagreements.length > 0) {
        const file = `fuzz-${name}-${seed}.json`;
        writeFileSync(file, JSON.stringify({ disagreements, raw: run.raw }, null, 1));
        process.stdout.write(
          `seed ${seed}: ${JSON.stringify(disagreements, null, 1)}\nWhat was recorded is in ${file}.\n`,
        );
        process.exitCode = 1;
        break;
      }
      if (Date.now() >= until) break;
    } finally {
      await servers.close();
    }
  }
  process.stdout.write(`${browser.version}, seeds ${firstSeed} to ${seed}: ${fetches} fetches, each judged twice: `);
  process.stdout.write(`${scoreText(Object.fromEntries(total) as unknown as Score)}\n`);
}

function scoreText({ exact, amongSeveral, passed, failed, cannotTell, lost, notComparable }: Score): string {
  return (
    `the browser's cause ${exact}, among several ${amongSeveral}, passed ${passed}, failed otherwise ${failed}, ` +
    `cannot tell ${cannotTell}, lost by the browser's log ${lost}; ${notComparable} of them compared in part, because of a known difference.`
  );
}
