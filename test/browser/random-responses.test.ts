import { createServer } from "node:http";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Diagnosis, diagnose, lastHop, readHar } from "../../src/index.ts";
import { type OpenedPanel, openPanel } from "../../src/node/browser/open-panel.ts";
import { findBrowser } from "../setup.mjs";
import { createHttp2Server, trustArguments } from "./http2-server.ts";
import { type RandomSite, startRandomSite } from "./random-servers.ts";

const seed = 20261123;
let opened: OpenedPanel;
let site: RandomSite;

describe.each([
  { over: "HTTP/1.1", scheme: "http" as const, createServer, args: [] },
  { over: "HTTP/2", scheme: "https" as const, createServer: createHttp2Server, args: trustArguments() },
])("real Chromium and the engine, over $over,", ({ over, scheme, createServer, args }) => {
  beforeAll(async () => {
    site = await startRandomSite({ seed, count: 400, scheme, serve: createServer });
    opened = await openPanel({
      extension: new URL("../../dist/extension", import.meta.url).pathname,
      url: site.page,
      executablePath: findBrowser(),
      headless: true,
      args,
    });
  });

  afterAll(async () => {
    await opened?.close();
    await site?.close();
  });

  test("agree on 400 random answers to random calls, eight at a time", async () => {
    const truth = await watchTruth();
    await opened.page.evaluate(site.calls(8));
    const score = { exact: 0, alternative: 0, passed: 0 };
    const diagnoses = byRequest(await recording());
    const wrong = truth().flatMap(({ url, method, corsError }) => {
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

  test("agree on which preflight belongs to which of 200 calls of one URL, twenty at a time", async () => {
    const truth = await watchTruth();
    await opened.page.evaluate(site.callsOfOne(200, 20));
    const diagnoses = await recording();
    const numberOf = new Map(truth().map(({ id, requestId }) => [id, requestId]));
    const pairs = diagnoses.flatMap(({ fetch }) => {
      const { actual, preflight } = lastHop(fetch);
      const id = actual?.requestHeaders.find(({ name }) => name.toLowerCase() === "x-id")?.value;
      return id && preflight ? [{ paired: preflight.initiator.requestId, sent: numberOf.get(id) }] : [];
    });
    expect(pairs.length).toBeGreaterThan(50);
    expect(pairs.filter(({ paired, sent }) => paired !== sent)).toEqual([]);
  });

  test("speak the protocol that this is about", () => {
    expect([...site.versions].map((version) => `HTTP/${version}`.replace(".0", ""))).toEqual([over]);
  });
});

/** The browser's own verdict on every actual request from here on. */
async function watchTruth() {
  const session = await opened.page.createCDPSession();
  const requests = new Map<string, { url: string; method: string; id: string | undefined }>();
  const truth: { url: string; method: string; id: string | undefined; requestId: string; corsError: string | null }[] =
    [];
  session.on("Network.requestWillBeSent", ({ requestId, request, initiator }) => {
    if (initiator.type === "preflight") return;
    requests.set(requestId, { url: request.url, method: request.method, id: request.headers["x-id"] });
  });
  const settle = (requestId: string, corsError: string | null) => {
    const request = requests.get(requestId);
    if (request) truth.push({ ...request, requestId, corsError });
  };
  session.on("Network.loadingFailed", (event) => settle(event.requestId, event.corsErrorStatus?.corsError ?? null));
  session.on("Network.loadingFinished", ({ requestId }) => settle(requestId, null));
  await session.send("Network.enable");
  return () => truth;
}

/** What the panel has recorded, once that has been the same for a second and a half. */
async function recording(): Promise<Diagnosis[]> {
  for (let last = ""; ; ) {
    await new Promise((done) => setTimeout(done, 1500));
    const har = String(await opened.background.evaluate("JSON.stringify(globalThis.corsPanel.har())"));
    if (har === last) return diagnose(readHar(JSON.parse(har)));
    last = har;
  }
}

function byRequest(diagnoses: readonly Diagnosis[]): Map<string, Diagnosis[]> {
  const map = new Map<string, Diagnosis[]>();
  for (const diagnosis of diagnoses) {
    const { method, url } = lastHop(diagnosis.fetch);
    map.set(`${method} ${url}`, [...(map.get(`${method} ${url}`) ?? []), diagnosis]);
  }
  return map;
}
