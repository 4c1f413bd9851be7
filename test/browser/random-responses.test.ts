import { createServer } from "node:http";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { diagnose, type Exchange, lastHop, type Recording, readHar } from "../../src/index.ts";
import type { OpenedPanel } from "../../src/node/browser/open-panel.ts";
import { compareVerdicts, type JudgedRequest, watchActualRequests } from "./agreement.ts";
import { createHttp2Server, trustArguments } from "./http2-server.ts";
import { openBuiltPanel, waitUntil } from "./panel-page.ts";
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
    const diagnoses = diagnose(await recordingOf(400, verdicts));
    const { score, wrong } = compareVerdicts(verdicts, diagnoses);
    process.stdout.write(
      `Random calls over ${over} (seed ${seed}): Chromium's name first in ${score.exact}, among the alternatives in ${score.alternative}, passed in ${score.passed}.\n`,
    );
    expect(wrong).toEqual([]);
    expect(score.exact).toBeGreaterThan(250);
  });

  test("agree on which preflight belongs to which of 200 fetches of one URL, twenty at a time", async () => {
    const verdicts = await watchActualRequests(opened.page);
    await opened.page.evaluate(servers.sameUrlFetches(200, 20));
    const recording = await recordingOf(200, verdicts);
    const verdictById = new Map(verdicts.map((request) => [request.id, request]));
    const pairs = diagnose(recording).flatMap(({ fetch, verdict }) => {
      const { actual, preflight } = lastHop(fetch);
      const sent = actual && verdictById.get(idOf(actual));
      if (!sent || !preflight) return [];
      const isWrong = verdict?.certainty === "certain" && verdict.reportedAs.chrome !== sent.corsError;
      return [{ sent: sent.requestId, paired: preflight.initiator.requestId, wrong: isWrong ? verdict.cause : null }];
    });
    // Chromium caches some preflights; how many depends on the speed of the machine. Each that it sent has a request.
    const isPreflight = ({ url, initiator }: Exchange) => url.endsWith("/one") && initiator.type === "preflight";
    expect(pairs.length).toBeGreaterThan(0);
    expect(pairs.length).toBe(recording.exchanges.filter(isPreflight).length);
    expect(pairs.filter(({ wrong }) => wrong !== null)).toEqual([]);
    // Only requests that are equal in everything that pairing compares may have exchanged their preflights.
    const requests = recording.exchanges.flatMap((exchange) => {
      const verdict = verdictById.get(idOf(exchange));
      return verdict ? [[verdict.requestId, exchange] as const] : [];
    });
    const evidence = evidenceOf(requests);
    expect(pairs.map(({ paired }) => evidence.get(paired))).toEqual(pairs.map(({ sent }) => evidence.get(sent)));
  });

  test(`used ${over} for every fetch`, () => {
    expect([...servers.versions].map((version) => `HTTP/${version}`.replace(".0", ""))).toEqual([over]);
  });
});

/**
 * The panel's recording, once it has each of `count` requests, Chromium's verdicts have them too, and it has been the same for a
 * second and a half.
 */
async function recordingOf(count: number, verdicts: readonly JudgedRequest[]): Promise<Recording> {
  const read = async () => {
    const har = await opened.background.evaluate("globalThis.corsPanel.har().then(JSON.stringify)");
    return readHar(JSON.parse(har as string));
  };
  await waitUntil(async () => {
    const judged = new Set(verdicts.map(({ firstUrl, id }) => `${firstUrl} ${id}`));
    const { exchanges } = await read();
    const recorded = new Set(exchanges.map((exchange) => `${exchange.url} ${idOf(exchange)}`));
    return judged.size === count && [...judged].every((request) => recorded.has(request));
  });
  return untilStable(read, { interval: 1500 });
}

/** The value of the header that tells the fetches of one URL apart; no preflight has it. */
function idOf({ requestHeaders }: Exchange): string | undefined {
  return requestHeaders.find(({ name }) => name.toLowerCase() === "x-id")?.value;
}

/**
 * For each request, what pairing knows of it that tells which preflight is its own. A preflight's number says how many requests
 * were made before its own, and starts are recorded to a millisecond. So of requests that the starts do not put in the order of
 * their numbers, only that one of them has the preflight is known: these have the same place.
 */
function evidenceOf(requests: readonly (readonly [string, Exchange])[]): Map<string, object> {
  const numberOf = (requestId: string) => Number(requestId.split(".")[1]);
  const byNumber = requests.toSorted(([a], [b]) => numberOf(a) - numberOf(b));
  const starts = byNumber.map(([, { startedAt }]) => startedAt);
  let [place, latest] = [0, Number.NEGATIVE_INFINITY];
  return new Map(
    byNumber.map(([requestId, { method, requestHeaders, startedAt, status }], at) => {
      if (latest < Math.min(...starts.slice(at))) place = at;
      latest = Math.max(latest, startedAt);
      const names = requestHeaders.map(({ name }) => name).filter((name) => name.startsWith("x-"));
      return [requestId, { method, names: names.sort(), place, isSent: status > 0 }];
    }),
  );
}
