import { createServer } from "node:http";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Diagnosis, diagnose, lastHop, readHar } from "../../src/index.ts";
import type { OpenedPanel } from "../../src/node/browser/open-panel.ts";
import { compareVerdicts, watchActualRequests } from "./agreement.ts";
import { createHttp2Server, trustArguments } from "./http2-server.ts";
import { openBuiltPanel } from "./panel-page.ts";
import { type RandomServers, startRandomServers } from "./random-servers.ts";
import { untilStable } from "./until-stable.ts";

const seed = 20261123;
let opened: OpenedPanel;
let servers: RandomServers;

describe.each([
  { over: "HTTP/1.1", scheme: "http" as const, createServer, args: [] },
  { over: "HTTP/2", scheme: "https" as const, createServer: createHttp2Server, args: trustArguments() },
])("real Chromium and the engine, over $over,", ({ over, scheme, createServer, args }) => {
  beforeAll(async () => {
    servers = await startRandomServers({ seed, count: 400, scheme, createServer });
    opened = await openBuiltPanel(servers.page, { args });
  });

  afterAll(async () => {
    await opened?.close();
    await servers?.close();
  });

  test("agree on 400 random responses to random fetches, eight at a time", async () => {
    const verdicts = await watchActualRequests(opened.page);
    await opened.page.evaluate(servers.distinctFetches(8));
    const { score, wrong } = compareVerdicts(verdicts, await recordedDiagnoses());
    process.stdout.write(
      `Random calls over ${over} (seed ${seed}): Chromium's name first in ${score.exact}, among the alternatives in ${score.alternative}, passed in ${score.passed}.\n`,
    );
    expect(wrong).toEqual([]);
    expect(score.exact).toBeGreaterThan(250);
  });

  test("agree on which preflight belongs to which of 200 fetches of one URL, twenty at a time", async () => {
    const verdicts = await watchActualRequests(opened.page);
    await opened.page.evaluate(servers.sameUrlFetches(200, 20));
    const diagnoses = await recordedDiagnoses();
    const actualRequests = new Map(verdicts.map((request) => [request.id, request]));
    const pairs = diagnoses.flatMap(({ fetch, verdict }) => {
      const { actual, preflight } = lastHop(fetch);
      const id = actual?.requestHeaders.find(({ name }) => name.toLowerCase() === "x-id")?.value;
      const request = actualRequests.get(id);
      if (!request || !preflight) return [];
      const { requestId: sent, corsError } = request;
      const isWrong = verdict?.certainty === "certain" && verdict.reportedAs.chrome !== corsError;
      return [{ paired: preflight.initiator.requestId, sent, corsError, verdict: isWrong ? verdict.cause : null }];
    });
    // On a busy machine most preflights are cached by the first of each twenty, which leaves few pairs.
    expect(pairs.length).toBeGreaterThan(15);
    expect(pairs.filter(({ verdict }) => verdict !== null)).toEqual([]);
    const wrong = pairs.filter(({ paired, sent }) => paired !== sent);
    // Bare events order requests to a millisecond only; on a busy machine neighbors may then exchange their preflights.
    expect(wrong.length, JSON.stringify(wrong)).toBeLessThan(pairs.length / 20);
  });

  test(`used ${over} for every fetch`, () => {
    expect([...servers.versions].map((version) => `HTTP/${version}`.replace(".0", ""))).toEqual([over]);
  });
});

/** What the engine says of the panel's recording, once the recording has been the same for a second and a half. */
async function recordedDiagnoses(): Promise<Diagnosis[]> {
  const har = await untilStable(
    () =>
      opened.background.evaluate("globalThis.corsPanel.har().then((har) => JSON.stringify(har))") as Promise<string>,
    { interval: 1500 },
  );
  return diagnose(readHar(JSON.parse(har)));
}
