import { describe, expect, test } from "vitest";
import { type Diagnosis, diagnose, readHar } from "../../src/index.ts";
import { type Answer, api, type Call, logOf, page } from "../har.ts";

// What is said of a fetch where the recorder has no field for the browser's error: Firefox, Safari, and most programs.

type Entry = ReturnType<typeof logOf>["entries"][number];

const origin = { "Access-Control-Allow-Origin": page };
const passing = { ...origin, "Access-Control-Allow-Credentials": "true", "Access-Control-Allow-Methods": "PUT" };
const withCookie = { Cookie: "a=1" };
const chromium = { name: "WebInspector" };
const secret = "http://ann:secret@localhost:4000/x";

interface Recorder {
  readonly creator?: object;
  readonly change?: (entry: object, index: number) => object;
}

/** All diagnoses of what a recorder writes that has no errors. Without a `creator` it is no browser's. */
function diagnosed(calls: readonly Call[], { creator = { name: "any" }, change = (entry) => entry }: Recorder = {}) {
  const log = logOf(...calls);
  const entries = log.entries.map(({ response: { _error, ...response }, ...entry }, index) =>
    change({ ...entry, response }, index),
  );
  return diagnose(readHar({ log: { ...log, creator, entries } }));
}

function judge(call: Call, recorder?: Recorder): Diagnosis {
  const [diagnosis] = diagnosed([call], recorder);
  if (!diagnosis) throw new Error("the call is no cross-origin fetch");
  return diagnosis;
}

const observed = (call: object) => ({ change: (entry: object) => ({ ...entry, _observedCall: call }) });
const summary = ({ outcome, verdict, alternatives, cannotTell }: Diagnosis) => ({
  outcome,
  verdict: verdict && `${verdict.certainty} ${verdict.cause}`,
  alternatives,
  because: cannotTell?.because ?? null,
});

describe("a response", () => {
  test("is allowed where it passes the check, at least without credentials", () => {
    expect(summary(judge({ answer: { status: 200, headers: passing } }))).toEqual({
      outcome: "allowed",
      verdict: null,
      alternatives: [],
      because: null,
    });
    const open = judge({ answer: { status: 200, headers: origin } });
    expect(summary(open)).toEqual({
      outcome: "allowed",
      verdict: null,
      alternatives: ["InvalidAllowCredentials"],
      because: "the response passes only without credentials, and the recording lacks the credentials mode",
    });
    expect(open.findings.map(({ certainty, cause }) => `${certainty} ${cause}`)).toEqual([
      "possible allow-credentials-not-true",
    ]);
    expect(open.cannotTell?.todo).toMatch(/^search the code that sends the request for `credentials: "include"`/);
  });

  test("is refused where it fails the check in every credentials mode", () => {
    expect(summary(judge({ answer: { status: 200 } }))).toEqual({
      outcome: "refused",
      verdict: "certain missing-allow-origin",
      alternatives: [],
      because: null,
    });
    const proven = judge({ answer: { status: 200, headers: origin }, headers: withCookie });
    expect(summary(proven).verdict).toBe("certain allow-credentials-not-true");
  });

  test("of a form or a beacon is not checked", () => {
    const post = judge({ method: "POST", type: "", answer: { status: 200 } }, { change: withoutInitiator });
    expect(summary(post)).toEqual({
      outcome: "unknown",
      verdict: null,
      alternatives: ["MissingAllowOriginHeader"],
      because: "a script, a form or a beacon may have sent this request, and browsers check only responses to scripts",
    });
    expect(post.cannotTell?.todo).toMatch(/^find the code that sends this request; if that code uses `fetch`/);
    const refusedPreflight: Call = { method: "POST", type: "", preflight: { status: 204 }, answer: { status: 0 } };
    expect(judge(refusedPreflight, { change: withoutInitiator }).outcome).toBe("refused");
  });

  test("may be another than the server's, where the headers that were sent are not recorded", () => {
    const withoutHost = (entry: object) => {
      const { request, ...rest } = entry as Entry;
      return { ...rest, request: { ...request, headers: request.headers.filter(({ name }) => name !== "Host") } };
    };
    const headers = { "User-Agent": "Chrome/156.0.0.0" };
    const open = judge({ headers, answer: { status: 200 } }, { change: withoutHost });
    expect(summary(open)).toEqual({
      outcome: "unknown",
      verdict: null,
      alternatives: ["MissingAllowOriginHeader"],
      because:
        "the recording lacks the headers that were sent, so the response may come from a service worker or the cache instead of the server",
    });
    expect(open.cannotTell?.todo).toMatch(/^record the request again in the DevTools of Chrome or Firefox/);
  });
});

function withoutInitiator(entry: object): object {
  const { _initiator, _resourceType, ...rest } = entry as Entry;
  return _resourceType === "preflight" ? entry : rest;
}

describe("a request without a response", () => {
  test("may have ended in any way", () => {
    const { outcome, verdict, alternatives, because } = summary(judge({ answer: { status: 0 } }));
    expect({ outcome, verdict, because }).toEqual({
      outcome: "unknown",
      verdict: null,
      because: "the recording shows neither a response nor how the request ended",
    });
    expect(alternatives[0]).toBe("MissingAllowOriginHeader");
    expect(judge({ answer: { status: 0 } }).cannotTell?.todo).toMatch(/^open the URL in a new tab/);
  });

  test("may have been refused for its scheme", () => {
    const { outcome, alternatives } = judge({ url: "shop://cart", answer: { status: 0 } });
    expect(outcome).toBe("unknown");
    expect(alternatives[0]).toBe("CorsDisabledScheme");
  });

  test("was surely refused for its scheme where the recording shows that it was never sent", () => {
    expect(judge({ url: "shop://cart" }, { creator: chromium }).verdict).toMatchObject({
      cause: "unsupported-scheme",
      certainty: "certain",
    });
  });

  test("or stopped by a preflight that passes only without credentials", () => {
    const preflight = { status: 204, headers: { ...origin, "Access-Control-Allow-Methods": "PUT" } };
    const { outcome, alternatives } = judge({ method: "PUT", preflight, answer: { status: 0 } });
    expect(outcome).toBe("unknown");
    expect(alternatives.slice(0, 2)).toEqual(["PreflightInvalidAllowCredentials", "MissingAllowOriginHeader"]);
  });

  test("was surely stopped by such a preflight where the recording shows that it was never sent", () => {
    const preflight = { status: 204, headers: { ...origin, "Access-Control-Allow-Methods": "PUT" } };
    expect(judge({ method: "PUT", preflight }, { creator: chromium })).toMatchObject({
      outcome: "refused",
      credentials: "include",
      verdict: { cause: "allow-credentials-not-true", certainty: "certain" },
    });
  });

  test("failed for another reason where it was never sent and its preflight passes", () => {
    const preflight = { status: 204, headers: passing };
    expect(summary(judge({ method: "PUT", preflight }, { creator: chromium }))).toMatchObject({
      outcome: "failed",
      because: null,
    });
    const firefox = { creator: { name: "Firefox", version: "153.0" } };
    expect(summary(judge({ method: "PUT", preflight }, firefox))).toMatchObject({ outcome: "failed" });
  });

  test("ended with its frame or worker, where its headers are recorded and no status", () => {
    const sent = { timings: { send: 0 } };
    const change = (entry: object) => ({ ...entry, ...sent });
    const firefox: Recorder = { creator: { name: "Firefox", version: "153.0" }, change };
    const call: Call = { answer: { status: 0, headers: passing } };
    const ended = judge(call, firefox);
    expect(summary(ended)).toMatchObject({
      outcome: "unknown",
      because: "the frame or worker that sent the request ended before the response was complete",
    });
    expect(ended.cannotTell?.todo).toMatch(/^send the same request from the page/);
    expect(ended.alternatives[0]).toBe("MissingAllowOriginHeader");
    expect(judge({ answer: { status: 0 } }, firefox).outcome).toBe("failed");
  });
});

describe("a redirect whose target is not recorded", () => {
  const to = (redirectURL: string, recorder?: Recorder, headers: NonNullable<Answer["headers"]> = passing) =>
    judge({ answer: { status: 302, headers, redirectURL } }, recorder);

  test("leaves open what became of the fetch", () => {
    expect(summary(to(`${api}/next`))).toEqual({
      outcome: "unknown",
      verdict: null,
      alternatives: [],
      because: "the response redirects, and the recording lacks the request after the redirect",
    });
    expect(to(`${api}/next`).cannotTell?.todo).toMatch(/^reload while the recorder is open/);
    expect(to(`${api}/next`, {}, origin).alternatives).toEqual(["InvalidAllowCredentials"]);
    expect(to("https://other.example/").alternatives).toEqual([]);
    expect(to("shop://https:/cart").alternatives).toEqual(["CorsDisabledScheme"]);
  });

  test("is allowed where the page asked for the redirect itself, whatever its target", () => {
    const manual = observed({ redirect: "manual" });
    expect(to(`${api}/next`, manual)).toMatchObject({ outcome: "allowed", cannotTell: null });
    expect(to(secret, manual)).toMatchObject({ outcome: "allowed", cannotTell: null, verdict: null });
    expect(to(secret, manual, {}).verdict?.cause).toBe("missing-allow-origin");
    expect(to(secret, manual, origin)).toMatchObject({
      outcome: "allowed",
      alternatives: ["InvalidAllowCredentials"],
      findings: [{ cause: "allow-credentials-not-true" }],
    });
  });

  test("to a URL with a password is possibly refused, unless it is known that the page follows redirects", () => {
    const certaintyOf = (recorder?: Recorder) => to(secret, recorder).verdict?.certainty;
    expect(certaintyOf()).toBe("possible");
    expect(to(secret).alternatives).toEqual([]);
    const open = to(secret, undefined, origin);
    expect(open.verdict).toMatchObject({ cause: "redirect-with-credentials", certainty: "possible" });
    expect(open.findings.map(({ certainty }) => certainty)).toEqual(["possible", "possible"]);
    expect(certaintyOf(observed({ redirect: "error" }))).toBe("possible");
    expect(certaintyOf(observed({ redirect: "follow" }))).toBe("certain");
    const refused = to(secret, undefined, {});
    expect(refused.verdict).toMatchObject({ cause: "missing-allow-origin", certainty: "certain" });
  });

  test("to a URL with a password is surely refused where the recording lists its target", () => {
    const target: Call = { url: secret, method: "HEAD", answer: { status: 0 } };
    const [diagnosis] = diagnosed([{ answer: { status: 302, headers: passing, redirectURL: secret } }, target]);
    expect(diagnosis?.verdict).toMatchObject({ cause: "redirect-with-credentials", certainty: "certain" });
  });

  test("is a network error after twenty redirects", () => {
    const chainOf = (redirects: number) =>
      diagnosed(
        Array.from({ length: redirects }, (_, hop) => ({
          line: 1,
          url: `${api}/${hop}`,
          answer: { status: 302, headers: passing, redirectURL: `${api}/${hop + 1}` },
        })),
      );
    const [twenty] = chainOf(20);
    expect(twenty).toMatchObject({ fetch: { hops: { length: 20 } }, outcome: "unknown" });
    const [more] = chainOf(21);
    expect(more).toMatchObject({ fetch: { hops: { length: 21 } }, outcome: "failed" });
  });
});

describe("a 304 to the browser's own conditional request", () => {
  const headers = { "If-None-Match": '"1"' };
  const revalidated = (more: NonNullable<Answer["headers"]> = {}): Call => ({
    headers,
    answer: { status: 304, headers: more },
  });
  const stored = (more: NonNullable<Answer["headers"]>): Call => ({ answer: { status: 200, headers: more } });
  const last = (...calls: readonly Call[]) => diagnosed(calls).at(-1) as Diagnosis;

  test("is judged by its own headers as far as it repeats them", () => {
    expect(last(revalidated(passing))).toMatchObject({ outcome: "allowed", cannotTell: null });
    expect(summary(last(revalidated({ "Access-Control-Allow-Origin": "https://other.example" })))).toMatchObject({
      outcome: "refused",
      verdict: "certain allow-origin-mismatch",
    });
  });

  test("is open where it does not repeat them", () => {
    for (const more of [{}, origin]) {
      const { outcome, verdict, alternatives, because } = summary(last(revalidated(more)));
      expect({ outcome, verdict }).toEqual({ outcome: "unknown", verdict: null });
      expect(alternatives.slice(0, 2)).toEqual(["MissingAllowOriginHeader", "AllowOriginMismatch"]);
      expect(because).toMatch(/304/);
    }
  });

  test("is judged by the stored headers, where the recording has them", () => {
    expect(last(stored(passing), revalidated())).toMatchObject({ outcome: "allowed", cannotTell: null });
    expect(summary(last(stored({}), revalidated()))).toMatchObject({
      outcome: "refused",
      verdict: "possible missing-allow-origin",
    });
    expect(last(stored(origin), revalidated())).toMatchObject({
      outcome: "allowed",
      alternatives: ["InvalidAllowCredentials"],
    });
  });
});
