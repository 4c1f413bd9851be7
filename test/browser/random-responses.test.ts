import { createServer } from "node:http";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { groupBy } from "../../src/collections.ts";
import { type Diagnosis, diagnose, lastHop, readHar } from "../../src/index.ts";
import type { OpenedPanel } from "../../src/node/browser/open-panel.ts";
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
    const verdicts = await watchActualRequests();
    await opened.page.evaluate(servers.distinctFetches(8));
    const score = { exact: 0, alternative: 0, passed: 0 };
    const diagnoses = groupBy(
      await recordedDiagnoses(),
      ({ fetch }) => `${lastHop(fetch).method} ${lastHop(fetch).url}`,
    );
    const wrong = verdicts.flatMap(({ url, method, corsError }) => {
      const diagnosis = diagnoses.get(`${method} ${url}`)?.[0];
      const { verdict, alternatives = [], outcome } = diagnosis ?? {};
      if (corsError === null && diagnosis && outcome !== "refused") score.passed++;
      else if (verdict && verdict.reportedAs.chrome === corsError) score.exact++;
      else if (corsError && verdict?.certainty !== "certain" && alternatives.includes(corsError)) score.alternative++;
      else return [{ url, method, corsError, outcome, got: verdict?.reportedAs.chrome, certainty: verdict?.certainty }];
      return [];
    });
    process.stdout.write(
      `Random calls over ${over} (seed ${seed}): Chromium's name first in ${score.exact}, among the alternatives in ${score.alternative}, passed in ${score.passed}.\n`,
    );
    expect(wrong).toEqual([]);
    expect(score.exact).toBeGreaterThan(250);
  });

  test("agree on which preflight belongs to which of 200 fetches of one URL, twenty at a time", async () => {
    const verdicts = await watchActualRequests();
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

interface ActualRequest {
  readonly url: string;
  readonly method: string;
  /** Its header `x-id`. */
  readonly id: string | undefined;
}

/** Collects the browser's own verdict on every actual request from now on; the list grows as they end. */
async function watchActualRequests() {
  const session = await opened.page.createCDPSession();
  const requests = new Map<string, ActualRequest>();
  const verdicts: (ActualRequest & { readonly requestId: string; readonly corsError: string | null })[] = [];
  session.on("Network.requestWillBeSent", ({ requestId, request, initiator }) => {
    if (initiator.type === "preflight") return;
    requests.set(requestId, { url: request.url, method: request.method, id: request.headers["x-id"] });
  });
  const settle = (requestId: string, corsError: string | null) => {
    const request = requests.get(requestId);
    if (request) verdicts.push({ ...request, requestId, corsError });
  };
  session.on("Network.loadingFailed", (event) => settle(event.requestId, event.corsErrorStatus?.corsError ?? null));
  session.on("Network.loadingFinished", ({ requestId }) => settle(requestId, null));
  await session.send("Network.enable");
  return verdicts;
}

/** What the engine says of the panel's recording, once the recording has been the same for a second and a half. */
async function recordedDiagnoses(): Promise<Diagnosis[]> {
  const har = await untilStable(
    () => opened.background.evaluate("JSON.stringify(globalThis.corsPanel.har())") as Promise<string>,
    { interval: 1500 },
  );
  return diagnose(readHar(JSON.parse(har)));
}
