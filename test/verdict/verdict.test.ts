import { describe, expect, test } from "vitest";
import { type Diagnosis, diagnose, type ObservedCall, readHar } from "../../src/index.ts";
import { type Answer, api, type Call, logOf, page } from "../har.ts";

const chromium = { "User-Agent": "Chrome/156.0.0.0", "Sec-Fetch-Mode": "cors", "Sec-Fetch-Site": "cross-site" };
const allowed = { "Access-Control-Allow-Origin": page };
const wildcardWithoutPut: Answer = { status: 204, headers: { "Access-Control-Allow-Origin": "*" } };

const judge = (...calls: readonly Call[]): Diagnosis => {
  const diagnosis = diagnose(readHar({ log: logOf(...calls) })).at(-1);
  if (!diagnosis) throw new Error("the last call is no cross-origin fetch");
  return diagnosis;
};
const summary = ({ outcome, verdict, credentials, alternatives }: Diagnosis) => ({
  outcome,
  cause: verdict?.cause ?? null,
  certainty: verdict?.certainty ?? null,
  credentials,
  alternatives,
});

describe("the credentials mode", () => {
  test("is proved by what is sent across sites", () => {
    const call = { answer: { status: 200, headers: { "Access-Control-Allow-Origin": "*" } } };
    const withStatus = { ...chromium, "Sec-Fetch-Storage-Access": "none" };
    expect(judge({ ...call, headers: withStatus })).toMatchObject({ credentials: "include", outcome: "refused" });
    expect(judge({ ...call, headers: { Cookie: "a=1" } })).toMatchObject({ credentials: "include" });
    expect(judge({ ...call, headers: chromium, error: null })).toMatchObject({
      credentials: "omit",
      outcome: "allowed",
    });
  });

  test("follows from the outcome where only one mode explains it", () => {
    const answer = { status: 200, headers: allowed };
    expect(summary(judge({ answer }))).toEqual({
      outcome: "refused",
      cause: "allow-credentials-not-true",
      certainty: "certain",
      credentials: "include",
      alternatives: [],
    });
    expect(summary(judge({ answer, error: null }))).toMatchObject({ outcome: "allowed", credentials: "omit" });
  });

  test("leaves two candidates where both modes fail, the other calls of the page deciding which comes first", () => {
    const put: Call = { method: "PUT", preflight: wildcardWithoutPut };
    const withCookie: Call = {
      headers: { Cookie: "a=1" },
      answer: { status: 200, headers: { ...allowed, "Access-Control-Allow-Credentials": "true" } },
      error: null,
    };
    expect(summary(judge(put))).toMatchObject({
      cause: "method-not-allowed",
      certainty: "possible",
      alternatives: ["PreflightWildcardOriginNotAllowed"],
    });
    expect(summary(judge(withCookie, put))).toMatchObject({
      cause: "wildcard-origin-with-credentials",
      certainty: "possible",
      alternatives: ["MethodDisallowedByPreflightResponse"],
    });
  });
});

describe("what the recording leaves open", () => {
  test("a redirect that passes without credentials may have been ended by the page", () => {
    const answer = { status: 302, headers: allowed, redirectURL: `${api}/elsewhere` };
    expect(summary(judge({ answer }))).toMatchObject({ outcome: "refused", certainty: "possible" });
    expect(judge({ answer, headers: chromium })).toMatchObject({
      outcome: "failed",
      lookAlike: { id: "unwanted-redirect" },
    });
  });

  test("a redirect whose target was canceled before it was sent may be what the page asked for", () => {
    const redirect: Call = { line: 7, answer: { status: 302, headers: allowed, redirectURL: `${api}/2` }, error: null };
    const target: Call = { line: 7, url: `${api}/2`, error: "net::ERR_ABORTED" };
    const judgeWith = (mode: ObservedCall["redirect"] | null, calls = [redirect, target]) => {
      const recording = readHar({ log: logOf(...calls) });
      const observedCall = { mode: "cors", credentials: "omit", redirect: mode, blockedBy: "" } as ObservedCall;
      const exchanges = recording.exchanges.map((one) => (mode && one.index === 0 ? { ...one, observedCall } : one));
      return diagnose({ ...recording, exchanges });
    };
    expect(judgeWith(null)).toMatchObject([
      { outcome: "unknown", cannotTell: { todo: expect.stringContaining('`redirect: "manual"`') } },
    ]);
    expect(judgeWith("unknown")).toMatchObject([{ outcome: "unknown" }]);
    expect(judgeWith("manual")).toMatchObject([{ outcome: "allowed", cannotTell: null }]);
    expect(judgeWith("follow")).toMatchObject([{ outcome: "failed", lookAlike: { id: "aborted" } }]);
    const byXhr = [redirect, target].map((call) => ({ ...call, type: "xhr" }));
    expect(judgeWith(null, byXhr)).toMatchObject([{ outcome: "failed", lookAlike: { id: "aborted" } }]);
    // This one was sent.
    const sent = { ...target, headers: chromium, answer: { status: 200, headers: allowed } };
    expect(judgeWith(null, [redirect, sent])).toMatchObject([{ outcome: "allowed" }]);
  });

  test("over HTTP/2 too, what was sent proves the credentials mode", () => {
    const answer = { status: 302, headers: allowed, redirectURL: `${api}/elsewhere` };
    const log = logOf({ answer, headers: chromium });
    const entries = log.entries.map((entry) => {
      const headers = entry.request.headers.map(({ name, value }) => ({
        name: name === "Host" ? ":authority" : name.toLowerCase(),
        value,
      }));
      return { ...entry, request: { ...entry.request, headers, httpVersion: "", headersSize: -1 } };
    });
    const [diagnosis] = diagnose(readHar({ log: { ...log, entries } }));
    expect(diagnosis).toMatchObject({ credentials: "omit", outcome: "failed", lookAlike: { id: "unwanted-redirect" } });
  });

  test("a request that failed without a sign of its page is told, and not why", () => {
    const log = logOf({ origin: null, type: "eventsource" });
    const entries = log.entries.map(({ pageref, _initiator, request, ...entry }) => ({
      ...entry,
      _initiator: { type: "other" },
      request: { ...request, headers: [{ name: "Referer", value: "" }] },
    }));
    const [diagnosis] = diagnose(readHar({ log: { ...log, entries } }));
    expect(diagnosis).toMatchObject({ fetch: { origin: page }, outcome: "unknown", verdict: null });
    expect(diagnosis?.alternatives).toContain("MissingAllowOriginHeader");
    const pages = [...log.pages, { id: "page_2", title: "http://other.test/" }];
    expect(diagnose(readHar({ log: { ...log, pages, entries } }))).toEqual([]);
  });

  test("headers that may only be late make no verdict", () => {
    const log = logOf({
      method: "PUT",
      preflight: { status: 204, headers: { ...allowed, "Access-Control-Allow-Methods": "PUT" } },
    });
    const sent = log.entries.map((entry) =>
      entry._resourceType === "preflight" ? entry : { ...entry, timings: { _blocked_queueing: 3.2 } },
    );
    expect(diagnose(readHar({ log }))[0]?.verdict?.cause).toBe("allow-credentials-not-true");
    const [late] = diagnose(readHar({ log: { ...log, entries: sent } }));
    expect(late).toMatchObject({ outcome: "unknown", verdict: null });
    expect(late?.alternatives).toContain("MissingAllowOriginHeader");
    expect(late?.alternatives[0]).toBe("PreflightInvalidAllowCredentials");
    expect(late?.cannotTell?.todo).toMatch(/reload/);
  });

  test("a worker's request may have been stopped by its preflight, or by a response that is not recorded", () => {
    const log = logOf({
      method: "PUT",
      preflight: { status: 204, headers: { ...allowed, "Access-Control-Allow-Methods": "PUT" } },
    });
    const entries = log.entries.map(({ pageref, ...entry }) =>
      entry._resourceType === "preflight" ? { ...entry, pageref } : entry,
    );
    const [diagnosis] = diagnose(readHar({ log: { ...log, entries } }));
    expect(diagnosis).toMatchObject({ outcome: "unknown", fetch: { context: "worker" } });
    expect(diagnosis?.alternatives.slice(0, 2)).toEqual([
      "PreflightInvalidAllowCredentials",
      "MissingAllowOriginHeader",
    ]);
  });

  test("a service worker's request may have ended because its page wanted it no more", () => {
    const script = `${page}/worker.js`;
    const answer = { status: 200, headers: allowed };
    const asking = (headers: Record<string, string>, ofPage: Call) => {
      const log = logOf(ofPage, { url: script, type: "script" }, { initiator: script, headers, answer });
      const [waiting, loaded, asked] = log.entries.map(({ pageref, ...entry }) => entry);
      const entries = [
        { ...waiting, startedDateTime: asked?.startedDateTime, pageref: "page_1" },
        { ...loaded, _initiator: { type: "other" } },
        asked,
      ];
      return diagnose(readHar({ log: { ...log, entries } })).find(({ fetch }) => fetch.context === "service-worker");
    };
    const left: Call = { url: page, answer: { status: 200 } };
    for (const headers of [chromium, {}]) {
      expect(asking(headers, left)).toMatchObject({ outcome: "unknown", verdict: null });
    }
    expect(asking({}, left)?.alternatives).toEqual(["InvalidAllowCredentials"]);
    expect(asking({}, {})).toMatchObject({ verdict: { cause: "allow-credentials-not-true", certainty: "certain" } });
    expect(asking({ Cookie: "a=1" }, left)?.verdict?.certainty).toBe("certain");
  });

  test("which of several preflights stopped a worker's request, or whether its response was refused", () => {
    const put = (preflight: Answer): Call => ({ method: "PUT", preflight });
    const passing = { ...allowed, "Access-Control-Allow-Credentials": "true", "Access-Control-Allow-Methods": "PUT" };
    const log = logOf(
      put({ status: 204, headers: passing }),
      put({ status: 404 }),
      put({ status: 500, headers: passing }),
    );
    const start = Date.UTC(2026, 10, 23, 12);
    const entries = log.entries.toReversed().map(({ pageref, ...entry }, index) => ({
      ...entry,
      ...(entry._resourceType === "preflight" && { pageref }),
      startedDateTime: new Date(start - 5 * index).toISOString(),
    }));
    const diagnoses = diagnose(readHar({ log: { ...log, entries } }));
    expect(diagnoses.map(({ fetch }) => fetch.context)).toEqual(["worker", "worker", "worker"]);
    for (const { verdict, alternatives } of diagnoses.filter(({ outcome }) => outcome === "refused")) {
      expect(verdict?.certainty).toBe("possible");
      expect(alternatives).toContain("MissingAllowOriginHeader");
    }
    expect(diagnoses.some(({ outcome }) => outcome === "refused")).toBe(true);
  });

  test("a response that passed against its own headers makes every verdict doubtful", () => {
    const altered: Call = { url: `${api}/open`, answer: { status: 200 }, error: null, headers: chromium };
    const refused: Call = { method: "PUT", preflight: { status: 404 } };
    expect(summary(judge(refused))).toMatchObject({ certainty: "certain" });
    expect(summary(judge(altered, refused))).toMatchObject({
      cause: "missing-allow-origin",
      certainty: "possible",
      alternatives: expect.arrayContaining(["PreflightInvalidStatus"]),
    });
    const open = judge(altered, { method: "PUT", preflight: wildcardWithoutPut });
    expect(summary(open)).toMatchObject({ cause: "method-not-allowed", certainty: "possible" });
    expect(open.alternatives).toEqual(["PreflightWildcardOriginNotAllowed"]);
  });

  test("a redirect that the page takes as it is tells nothing of headers", () => {
    const redirectURL = "http://user:secret@localhost:4000/x";
    const manual: Call = { headers: chromium, answer: { status: 302, headers: allowed, redirectURL }, error: null };
    expect(judge(manual, { answer: { status: 500 } }).verdict?.certainty).toBe("certain");
  });

  test("a response that a service worker made up says nothing of headers", () => {
    const log = logOf(
      { url: `${api}/cached`, answer: { status: 200 }, error: null, headers: chromium },
      { answer: { status: 500 } },
    );
    const entries = log.entries.map((entry, index) => ({
      ...entry,
      response: { ...entry.response, _fetchedViaServiceWorker: index === 0 },
    }));
    expect(diagnose(readHar({ log: { ...log, entries } }))[1]?.verdict?.certainty).toBe("certain");
  });
});

describe("a status in the three hundreds", () => {
  const put = (preflight: Answer, error = "net::ERR_FAILED") => summary(judge({ method: "PUT", preflight, error }));

  test("redirects a preflight only with a Location that is not empty", () => {
    expect(put({ status: 302 })).toMatchObject({ cause: "missing-allow-origin", certainty: "certain" });
    expect(put({ status: 302, headers: { ...allowed, Location: "" } })).toMatchObject({
      cause: "preflight-status-not-ok",
    });
    const redirect = { status: 302, headers: allowed, redirectURL: `${api}/`, error: "net::ERR_INVALID_REDIRECT" };
    expect(put(redirect)).toMatchObject({ cause: "preflight-redirect", certainty: "certain" });
  });

  test("is a network error with a Location that cannot be read", () => {
    const unreadable = { status: 0, error: "net::ERR_INVALID_REDIRECT" };
    expect(put(unreadable, "net::ERR_INVALID_REDIRECT").outcome).toBe("failed");
    expect(judge({ error: "net::ERR_INVALID_REDIRECT" })).toMatchObject({
      outcome: "failed",
      lookAlike: { id: "unusable-redirect" },
    });
  });

  const validated: Call = { headers: { "If-None-Match": '"1"' }, answer: { status: 304 } };
  const stored: Call = { answer: { status: 200, headers: { "Access-Control-Allow-Origin": "http://other.test" } } };

  test("is judged like others as a 304 that nobody asked for, or the page itself", () => {
    expect(summary(judge({ answer: { status: 304 } }))).toMatchObject({
      cause: "missing-allow-origin",
      certainty: "certain",
    });
    const preflight = { status: 204, headers: { ...allowed, "Access-Control-Allow-Headers": "if-none-match" } };
    expect(summary(judge({ ...validated, preflight }))).toMatchObject({
      cause: "missing-allow-origin",
      certainty: "certain",
    });
  });

  test("leaves to the cache, as a 304 that confirms what it holds, the headers that do not come anew", () => {
    expect(judge(validated)).toMatchObject({ outcome: "unknown", verdict: null });
    expect(judge(validated).alternatives).toContain("MissingAllowOriginHeader");
    expect(judge(validated).cannotTell?.because).toMatch(/304/);
    expect(summary(judge({ ...validated, error: null }))).toMatchObject({ outcome: "allowed", credentials: "unknown" });
    const cached = judge({ ...stored, error: null }, validated);
    expect(summary(cached)).toMatchObject({ cause: "allow-origin-mismatch", certainty: "possible" });
    expect(cached.alternatives).toContain("MissingAllowOriginHeader");
    expect(cached.alternatives.filter((name) => name.startsWith("Preflight"))).toEqual([]);
    const anew = { status: 304, headers: { "Access-Control-Allow-Origin": `${page}/` } };
    expect(summary(judge({ ...validated, answer: anew }))).toMatchObject({
      cause: "allow-origin-mismatch",
      certainty: "certain",
    });
  });
});

describe("a recorder that does not tell how a request ended", () => {
  const plain = (...calls: readonly Call[]) => {
    const log = logOf(...calls);
    const entries = log.entries.map(({ _initiator, _resourceType, pageref, ...entry }) => {
      const { _error, ...response } = entry.response;
      return { ...entry, response };
    });
    return { version: "1.2", creator: { name: "any" }, entries };
  };
  const withoutBrowserError = (...calls: readonly Call[]) => diagnose(readHar({ log: plain(...calls) }));
  /** The entry with the provisional request headers, from before the network service added its own. */
  const provisional = (...calls: readonly Call[]) => {
    const log = plain(...calls);
    const entries = log.entries.map(({ request, ...entry }) => ({
      ...entry,
      request: { ...request, headers: request.headers.filter(({ name }) => name !== "Host") },
    }));
    return diagnose(readHar({ log: { ...log, entries } }));
  };

  test("leaves open what became of a request without a response", () => {
    const [silent] = withoutBrowserError({});
    expect(silent).toMatchObject({ outcome: "unknown", lookAlike: null });
    expect(silent?.alternatives).toContain("MissingAllowOriginHeader");
    expect(withoutBrowserError({ url: "file:///etc/hostname" })[0]?.outcome).not.toBe("refused");
    const unanswered: Answer = { status: 0 };
    expect(withoutBrowserError({ method: "PUT", preflight: unanswered })[0]?.alternatives).toContain(
      "PreflightDisallowedRedirect",
    );
    const [preflighted] = withoutBrowserError({ method: "PUT", preflight: wildcardWithoutPut });
    expect(preflighted).toMatchObject({ outcome: "refused", verdict: { certainty: "possible" } });
    const passing = { ...allowed, "Access-Control-Allow-Methods": "PUT" };
    const [either] = withoutBrowserError({ method: "PUT", preflight: { status: 204, headers: passing } });
    expect(either).toMatchObject({ outcome: "unknown", cannotTell: { because: /no response/ } });
    expect(either?.alternatives[0]).toBe("PreflightInvalidAllowCredentials");
  });

  test("or tells no more than that it failed, of headers that were never sent", () => {
    const { entries } = logOf({ method: "PUT" });
    const [entry] = entries.map(({ _initiator, _resourceType, ...entry }) => {
      const { _error, ...response } = entry.response;
      return { ...entry, response: { ...response, status: -1, _failureText: _error } };
    });
    const [diagnosis] = diagnose(readHar({ log: { creator: { name: "Playwright" }, entries: [entry] } }));
    expect(diagnosis).toMatchObject({ outcome: "unknown" });
    expect(diagnosis?.alternatives).toContain("PreflightMissingAllowOriginHeader");
  });

  test("leaves open whether a page asked for it, where forms and beacons send the same", () => {
    const post: Call = { method: "POST", answer: { status: 200 } };
    const [open] = withoutBrowserError(post);
    expect(open).toMatchObject({ outcome: "unknown", verdict: null, alternatives: ["MissingAllowOriginHeader"] });
    expect(open?.cannotTell?.because).toMatch(/beacon/);
    const sure = { verdict: { cause: "missing-allow-origin", certainty: "certain" } };
    expect(withoutBrowserError({ ...post, headers: { "Sec-Fetch-Mode": "cors" } })[0]).toMatchObject(sure);
    expect(withoutBrowserError({ ...post, method: "GET" })[0]).toMatchObject(sure);
    expect(withoutBrowserError({ ...post, method: "PUT" })[0]).toMatchObject(sure);
    const preflight = { status: 204, headers: { ...allowed, "Access-Control-Allow-Headers": "x-a" } };
    expect(withoutBrowserError({ ...post, headers: { "X-A": "1" }, preflight })[0]).toMatchObject(sure);
    // An earlier preflight's response was still cached, so the browser sent none.
    expect(withoutBrowserError({ ...post, headers: { "Content-Type": "application/json" } })[0]).toMatchObject(sure);
    expect(withoutBrowserError({ ...post, headers: { Authorization: "Basic eDp5" } })[0]).toMatchObject({
      outcome: "unknown",
    });
  });

  test("lists no socket's handshake, which is asked for from everywhere", () => {
    expect(withoutBrowserError({ headers: { "Sec-WebSocket-Key": "dGVh" }, answer: { status: 101 } })).toEqual([]);
    expect(withoutBrowserError({ method: "CONNECT", answer: { status: 200 } })).toEqual([]);
  });

  test("leaves open who answered, where only what the page asked for is recorded", () => {
    const agent = { "User-Agent": "Chrome/156.0.0.0" };
    const viaServiceWorker: Call = { headers: agent, answer: { status: 200, headers: { "content-type": "a/b" } } };
    const [open] = provisional(viaServiceWorker);
    expect(open).toMatchObject({ outcome: "unknown", verdict: null, alternatives: ["MissingAllowOriginHeader"] });
    expect(open?.cannotTell?.because).toMatch(/service worker/);
    expect(withoutBrowserError(viaServiceWorker)[0]?.verdict?.certainty).toBe("certain");
    const sent = { ...agent, "Accept-Encoding": "br" };
    expect(provisional({ ...viaServiceWorker, headers: sent })[0]?.verdict?.certainty).toBe("certain");
  });

  test("takes a request for one without CORS only by what was sent", () => {
    const headers = { "User-Agent": "Chrome/156.0.0.0" };
    const redirectURL = `${api}/elsewhere`;
    const [worker] = provisional(
      { line: 1, origin: null, headers, answer: { status: 302, headers: allowed, redirectURL } },
      { line: 1, origin: null, headers, url: redirectURL },
    );
    expect(worker).toMatchObject({ fetch: { mode: "unknown", hops: { length: 2 } }, outcome: "unknown" });
    expect(worker?.alternatives).toContain("MissingAllowOriginHeader");
  });

  test("leaves to the cache what a 304 does not send anew", () => {
    const headers = { "If-None-Match": '"1"', Cookie: "a=1" };
    const anew: Call = { headers, answer: { status: 304, headers: allowed } };
    expect(withoutBrowserError(anew)[0]).toMatchObject({
      outcome: "unknown",
      verdict: null,
      cannotTell: { because: /304/ },
    });
    const granted = { ...allowed, "Access-Control-Allow-Credentials": "true" };
    expect(withoutBrowserError({ answer: { status: 200, headers: granted } }, anew)[1]?.outcome).toBe("allowed");
    const spoiled = { ...allowed, "Access-Control-Allow-Credentials": "True" };
    expect(withoutBrowserError({ headers, answer: { status: 304, headers: spoiled } })[0]?.verdict).toMatchObject({
      cause: "allow-credentials-not-true",
      certainty: "certain",
    });
  });

  test("leaves open what a redirect led to, where that is not recorded", () => {
    const to = (redirectURL: string) =>
      withoutBrowserError({ answer: { status: 302, headers: allowed, redirectURL } })[0];
    expect(to(`${api}/elsewhere`)).toMatchObject({ outcome: "unknown", alternatives: ["InvalidAllowCredentials"] });
    expect(to("shop://cart")?.alternatives).toContain("CorsDisabledScheme");
    expect(to("http://user:secret@localhost:4000/x")).toMatchObject({
      verdict: { cause: "redirect-with-credentials", certainty: "possible" },
    });
  });
});

describe("redirects", () => {
  test("go on by the method and the time, where several begin at one line of code", () => {
    const elsewhere = "http://other.test/orders";
    const from = (method: string, path: string): Call => ({
      line: 7,
      method,
      url: `${api}/${path}`,
      answer: { status: 302, headers: allowed, redirectURL: `${elsewhere}#f` },
      error: null,
    });
    const to = (method: string): Call => ({
      line: 7,
      method,
      url: elsewhere,
      answer: { status: 200, headers: allowed },
      origin: "null",
    });
    const log = logOf(from("PURGE", "a"), from("POST", "b"), to("PURGE"), to("GET"));
    const time = (at: number) => new Date(Date.UTC(2026, 10, 23) + at).toISOString();
    const timed = (times: readonly (readonly [number, number])[]) => ({
      ...log,
      entries: log.entries.map((entry, index) => {
        const [start = 0, took = 0] = times[index] ?? [];
        return { ...entry, startedDateTime: time(start), time: took };
      }),
    });
    const chains = (changed: object) =>
      diagnose(readHar({ log: changed })).map(({ fetch }) => fetch.hops.map(({ method, url }) => `${method} ${url}`));
    const expected = [
      [`PURGE ${api}/a`, `PURGE ${elsewhere}`],
      [`POST ${api}/b`, `GET ${elsewhere}`],
    ];
    expect(
      chains(
        timed([
          [0, 100],
          [0, 100],
          [100, 5],
          [100, 5],
        ]),
      ),
    ).toEqual(expected);
    // The recorder reports the end of the first one late.
    expect(
      chains(
        timed([
          [0, 900],
          [0, 100],
          [101, 5],
          [100, 5],
        ]),
      ),
    ).toEqual(expected);
    const timeless = log.entries.map(({ startedDateTime, time, ...entry }) => entry);
    expect(chains({ ...log, entries: timeless })).toEqual(expected);
  });

  test("from the page's own origin to a URL with a password are refused, to its own origin are not", () => {
    const from = (redirectURL: string) =>
      diagnose(readHar({ log: logOf({ url: `${page}/old`, origin: null, answer: { status: 302, redirectURL } }) }));
    expect(from("http://user:secret@localhost:4000/x")[0]?.verdict?.cause).toBe("redirect-with-credentials");
    expect(from("http://user:secret@localhost:3000/x")).toEqual([]);
  });

  test("keep one fetch with all its hops, judged by the last", () => {
    const line = 7;
    const elsewhere = "http://other.test/orders";
    const log = logOf(
      { line, answer: { status: 302, headers: allowed, redirectURL: elsewhere }, error: null },
      { line, url: elsewhere, origin: "null", answer: { status: 200, headers: allowed } },
    );
    const [diagnosis, ...others] = diagnose(readHar({ log }));
    expect(others).toEqual([]);
    expect(diagnosis?.fetch.hops.map(({ url, origin }) => [url, origin])).toEqual([
      [api, page],
      [elsewhere, "null"],
    ]);
    expect(diagnosis?.verdict).toMatchObject({ cause: "allow-origin-mismatch", certainty: "certain" });
    expect(diagnosis?.verdict?.explain).toMatch(/redirect/);
  });
});
