import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { groupBy } from "../../src/collections.ts";
import { diagnose } from "../../src/index.ts";
import { compareRun } from "../browser/fuzz/compare.ts";
import { fetchInFirefox, firefox } from "../browser/fuzz/firefox.ts";
import { knownDifferences } from "../browser/fuzz/known-differences.ts";
import { type RandomServers, startRandomServers } from "../browser/random-servers.ts";
import { type OpenedFirefox, openFirefox } from "./open-firefox.ts";
import { categoriesWithoutReason, corsConsoleErrors, recordingOf } from "./recording.ts";

const seed = 20261126;
let servers: RandomServers;
let opened: OpenedFirefox;

beforeAll(async () => {
  servers = await startRandomServers({ seed, count: 300 });
  opened = await openFirefox({ url: servers.page, panel: "CORS" });
});

afterAll(async () => {
  await opened?.close();
  await servers?.close();
});

describe("real Firefox and the engine", () => {
  test("agree on 300 random responses to random fetches, six at a time", async () => {
    const run = await fetchInFirefox(opened, servers);
    const differences = knownDifferences.filter(({ engines }) => engines.includes("firefox"));
    const { score, disagreements } = compareRun({ engine: firefox, servers, run, differences });
    process.stdout.write(`Random calls in Firefox (seed ${seed}), each judged twice: ${JSON.stringify(score)}\n`);
    expect(disagreements).toEqual([]);
    expect(run.seen).toHaveLength(300);
    expect(score.exact).toBeGreaterThan(300);
    expect(score.lost).toBeLessThan(100);
  });

  test("agree on how often each reason refused 200 fetches of one URL, twenty at a time", async () => {
    const errorsBefore = (await corsConsoleErrors(opened)).length;
    await evaluate(servers.sameUrlFetches(200, 20));
    const diagnoses = diagnose(await recordingOf(opened)).filter(({ fetch }) => fetch.hops[0]?.url.endsWith("/one"));
    const reported = (await corsConsoleErrors(opened)).slice(errorsBefore).map(({ category }) => category);
    expect(diagnoses).toHaveLength(200);
    expect(countsOf(diagnoses.flatMap(({ verdict }) => verdict?.reportedAs.firefox ?? []))).toEqual(
      countsOf(reported.filter((category) => !categoriesWithoutReason.has(category))),
    );
  });
});

async function evaluate(code: string): Promise<void> {
  await opened.inPage(`await page.eval(${JSON.stringify(code)});`);
}

function countsOf(names: readonly string[]): ReadonlyMap<string, number> {
  return new Map([...groupBy(names, (name) => name)].map(([name, same]) => [name, same.length]));
}
