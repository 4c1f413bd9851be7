import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { diagnoseFetches } from "../../../src/diagnose.ts";
import type { Diagnosis } from "../../../src/diagnosis.ts";
import { readRequestArguments } from "../../../src/node/commands/request-arguments.ts";
import { sendFetch } from "../../../src/node/http/send-fetch.ts";
import { chromiumUserAgent } from "../../../src/node/http/user-agent.ts";
import { scenes } from "../../playground/scenes/index.ts";
import type { Scene } from "../../playground/scenes/scene.ts";
import { type Playground, startPlayground } from "../../playground/server.ts";

let playground: Playground;

beforeAll(async () => {
  playground = await startPlayground();
});

afterAll(() => playground.close());

/** Scenes that use what only a browser has: elements, workers, frames, its cache, cookies, modes, policies and aborts. */
const browserOnly =
  /XMLHttpRequest|EventSource|new Image|createElement|Worker|FontFace|caches|cache:|mode:|redirect:|integrity|Abort|keepalive|sendBeacon|document/;

/** `cut-body` fails in its body, which `sendFetch` does not read. */
const playable = scenes.filter(({ call, id }) => !browserOnly.test(call) && id !== "cut-body");

describe("sends what Chromium sends, and diagnoses what Chromium decided in test/browser/scenes.test.ts", () => {
  test("most scenes need no browser", () => expect(playable.length).toBeGreaterThan(scenes.length / 2));

  test.each(playable)("$id: $label", async (scene) => {
    const diagnoses = await play(scene);
    const refused = diagnoses.filter(({ outcome }) => outcome === "refused");
    expect(refused.map(({ verdict }) => verdict?.reportedAs.chrome).toSorted()).toEqual(scene.errors.toSorted());
    expect(refused.map(({ verdict }) => verdict?.certainty)).toEqual(refused.map(() => "certain"));
    const outcomes = diagnoses.map(({ outcome, verdict }) => verdict?.cause ?? outcome);
    expect(outcomes.toSorted()).toEqual(scene.outcomes.length === 0 ? outcomes : scene.outcomes.toSorted());
  });
});

/** Runs the code of a scene with a `fetch` that calls `sendFetch`. */
async function play({ id, at, call }: Scene): Promise<Diagnosis[]> {
  const diagnoses: Diagnosis[] = [];
  const fetch = async (url: string, init: RequestInit = {}) => {
    const input = readRequestArguments({
      url,
      origin: playground.origins.page,
      method: init.method,
      headers: [...new Headers(init.headers)].map(([name, value]) => `${name}: ${value}`),
      data: init.body === undefined ? undefined : String(init.body),
      credentials: init.credentials === "include" ? "include" : "omit",
    });
    if (typeof input === "string") throw new TypeError(input);
    const signal = AbortSignal.timeout(20_000);
    const sent = await sendFetch(input, {
      actual: true,
      cookie: null,
      signal,
      insecure: false,
      userAgent: chromiumUserAgent,
    });
    const [diagnosis] = diagnoseFetches([sent.fetch], sent.recording);
    if (!diagnosis) throw new Error("no fetch was sent");
    diagnoses.push(diagnosis);
    if (diagnosis.outcome !== "allowed") throw new TypeError("Failed to fetch");
    return new Response("[]");
  };
  const { api, other } = playground.origins;
  const body = new Function("fetch", "api", "other", `return (async () => {${call}})();`);
  await body(fetch, `${at ? playground.origins[at] : api}/${id}`, `${other}/${id}`).catch((error: unknown) => {
    if (!(error instanceof TypeError)) throw error;
  });
  return diagnoses;
}
