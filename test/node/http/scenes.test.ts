import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { diagnoseFetches } from "../../../src/diagnose.ts";
import type { Diagnosis } from "../../../src/diagnosis.ts";
import { readRequestArguments } from "../../../src/node/commands/request-arguments.ts";
import { chromium } from "../../../src/node/http/options.ts";
import { sendFetch } from "../../../src/node/http/send-fetch.ts";
import { scenes } from "../../playground/scenes/index.ts";
import type { Scene } from "../../playground/scenes/scene.ts";
import { type Playground, startPlayground } from "../../playground/server.ts";

let playground: Playground;

beforeAll(async () => {
  playground = await startPlayground();
});

afterAll(() => playground.close());

/** What only a browser has: elements, workers, frames, its cache, cookies, modes, policies and impatience. */
const browserOnly =
  /XMLHttpRequest|EventSource|new Image|createElement|Worker|FontFace|caches|cache:|mode:|redirect:|integrity|Abort|keepalive|sendBeacon|document/;

/** `cut-body` fails in its body, which is not read here. */
const asked = scenes.filter(({ call, id }) => !browserOnly.test(call) && id !== "cut-body");

describe("asks as Chromium asks, and judges as it judged the same scene in test/browser/scenes.test.ts", () => {
  test("most scenes need no browser", () => expect(asked.length).toBeGreaterThan(scenes.length / 2));

  test.each(asked)("$id: $label", async (scene) => {
    const diagnoses = await play(scene);
    const refused = diagnoses.filter(({ outcome }) => outcome === "refused");
    expect(refused.map(({ verdict }) => verdict?.reportedAs.chrome).toSorted()).toEqual(scene.errors.toSorted());
    expect(refused.map(({ verdict }) => verdict?.certainty)).toEqual(refused.map(() => "certain"));
    const told = diagnoses.map(({ outcome, verdict }) => verdict?.cause ?? outcome);
    expect(told.toSorted()).toEqual(scene.outcomes.length === 0 ? told : scene.outcomes.toSorted());
  });
});

/** Runs the scene's own call with a `fetch` that asks without a browser. */
async function play({ id, at, call }: Scene): Promise<Diagnosis[]> {
  const diagnoses: Diagnosis[] = [];
  const fetch = async (url: string, init: RequestInit = {}) => {
    const typed = readRequestArguments({
      url,
      origin: playground.origins.page,
      method: init.method,
      headers: [...new Headers(init.headers)].map(([name, value]) => `${name}: ${value}`),
      data: init.body === undefined ? undefined : String(init.body),
      credentials: init.credentials === "include" ? "include" : "omit",
    });
    if (typeof typed === "string") throw new TypeError(typed);
    const signal = AbortSignal.timeout(20_000);
    const made = await sendFetch(typed, { actual: true, cookie: null, signal, insecure: false, userAgent: chromium });
    const [diagnosis] = diagnoseFetches([made.fetch], made.recording);
    if (!diagnosis) throw new Error("nothing was asked");
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
