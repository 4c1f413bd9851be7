import { describe, expect, test } from "vitest";
import { type Diagnosis, diagnose, type Recording, readHar } from "../../src/index.ts";
import { type Answer, api, type Call, logOf, page } from "../har.ts";

// What the browser's own error says of a fetch, and where it says nothing of CORS.

type Entry = ReturnType<typeof logOf>["entries"][number];

const origin = { "Access-Control-Allow-Origin": page };
const credentials = { "Access-Control-Allow-Credentials": "true" };
const passing = { ...origin, ...credentials, "Access-Control-Allow-Methods": "PUT" };
const withCookie = { Cookie: "a=1" };

function recordingOf(
  calls: readonly Call[],
  change: (entry: Entry, index: number) => object = (entry) => entry,
): Recording {
  const log = logOf(...calls);
  return readHar({ log: { ...log, entries: log.entries.map(change) } });
}

function last(recording: Recording): Diagnosis {
  const diagnosis = diagnose(recording).at(-1);
  if (!diagnosis) throw new Error("the last call is no cross-origin fetch");
  return diagnosis;
}

describe("`net::ERR_INVALID_REDIRECT`", () => {
  const error = "net::ERR_INVALID_REDIRECT";

  test("refuses a preflight that is redirected to a URL, on whichever of both it is recorded", () => {
    const preflight: Answer = { status: 302, headers: passing, redirectURL: `${api}/`, error };
    for (const ofRequest of ["net::ERR_FAILED", error]) {
      expect(last(recordingOf([{ method: "PUT", preflight, error: ofRequest }])).verdict).toMatchObject({
        cause: "preflight-redirect",
        certainty: "certain",
      });
    }
  });

  test("is no refusal of a request after a preflight that passed", () => {
    const preflight: Answer = { status: 204, headers: passing };
    const { outcome, verdict } = last(recordingOf([{ method: "PUT", preflight, error }]));
    expect({ outcome, verdict }).toEqual({ outcome: "failed", verdict: null });
  });
});

describe("`net::ERR_FAILED`", () => {
  const preflight: Answer = { status: 204, headers: passing };

  test("refuses a response that passes only without credentials, if its preflight passes", () => {
    const put: Call = { method: "PUT", preflight, answer: { status: 200, headers: origin } };
    expect(last(recordingOf([put]))).toMatchObject({
      outcome: "refused",
      credentials: "include",
      verdict: { cause: "allow-credentials-not-true", step: "actual", certainty: "certain" },
    });
  });

  test("refuses a redirect that passes only without credentials, surely if the page is known to follow redirects", () => {
    const redirect: Call = { answer: { status: 302, headers: origin, redirectURL: `${api}/next` } };
    const certaintyWith = (asked: string) =>
      last(recordingOf([redirect], (entry) => ({ ...entry, _observedCall: { redirect: asked } }))).verdict?.certainty;
    expect(certaintyWith("follow")).toBe("certain");
    expect(certaintyWith("error")).toBe("possible");
  });

  test("of a lone preflight without a response is no refusal", () => {
    const log = logOf({ method: "PUT", preflight: { status: 0, error: "net::ERR_FAILED" } });
    const [diagnosis] = diagnose(readHar({ log: { ...log, entries: log.entries.slice(0, 1) } }));
    expect(diagnosis).toMatchObject({ outcome: "failed", verdict: null });
  });
});

describe("a fetch of the mode `same-origin`", () => {
  test("fails at another origin, and is not refused by the check", () => {
    const headers = { "Sec-Fetch-Mode": "same-origin" };
    const { outcome, fetch } = last(recordingOf([{ headers, answer: { status: 200 } }]));
    expect({ outcome, mode: fetch.mode }).toEqual({ outcome: "failed", mode: "same-origin" });
  });
});

describe("a request that a program answered in the server's place", () => {
  const put: Call = {
    method: "PUT",
    preflight: { status: 204, headers: passing },
    answer: { status: 200, headers: passing },
    error: null,
  };
  const answeredBy = (isIntercepted: (url: string, type: string) => boolean) => {
    const recording = recordingOf([put]);
    const exchanges = recording.exchanges.map((exchange) => ({
      ...exchange,
      isIntercepted: isIntercepted(exchange.url, exchange.resourceType),
    }));
    return last({ ...recording, exchanges });
  };

  test("never reached the server, so nobody knows what it would have responded", () => {
    const { outcome, isBlocked, alternatives, cannotTell } = answeredBy((_, type) => type !== "preflight");
    expect({ outcome, isBlocked, alternatives }).toEqual({ outcome: "unknown", isBlocked: false, alternatives: [] });
    expect(cannotTell?.because).toBe(
      "the program that controls the browser responded to the request instead of the server",
    );
    expect(cannotTell?.todo).toMatch(/^run the program without request interception/);
  });

  test("may be the preflight alone", () => {
    const { outcome, cannotTell } = answeredBy((_, type) => type === "preflight");
    expect(outcome).toBe("unknown");
    expect(cannotTell?.because).toBe(
      "the program that controls the browser responded to the preflight instead of the server",
    );
  });

  test("is allowed like others where no program answered", () => {
    expect(answeredBy(() => false)).toMatchObject({ outcome: "allowed", cannotTell: null });
  });

  test("had its response before it was canceled, whatever the headers are", () => {
    const recording = recordingOf([{ headers: withCookie, answer: { status: 200 }, error: "net::ERR_ABORTED" }]);
    const exchanges = recording.exchanges.map((exchange) => ({ ...exchange, isIntercepted: true }));
    expect(last({ ...recording, exchanges }).outcome).toBe("allowed");
    expect(last(recording).outcome).toBe("failed");
  });
});

describe("a response that passed against its recorded headers makes other verdicts doubtful,", () => {
  const refused: Call = { answer: { status: 500 } };
  const certaintyAfter = (altered: Partial<Call>, change?: (entry: Entry) => object) => {
    const other: Call = { url: `${api}/open`, answer: { status: 200 }, error: null, headers: withCookie, ...altered };
    const changeFirst = (entry: Entry, index: number) => (index === 0 && change ? change(entry) : entry);
    return last(recordingOf([other, refused], changeFirst)).verdict?.certainty;
  };

  test("where these headers are the ones that the browser checked", () => {
    expect(certaintyAfter({})).toBe("possible");
    expect(certaintyAfter({ answer: { status: 404 } })).toBe("possible");
    expect(certaintyAfter({ answer: { status: 200, headers: passing } })).toBe("certain");
    expect(certaintyAfter({ headers: {}, answer: { status: 200, headers: origin } })).toBe("certain");
  });

  test("and not where they were written before the request was sent, or came from a service worker", () => {
    const provisional = ({ request, ...entry }: Entry) => ({
      ...entry,
      request: { ...request, headers: request.headers.filter(({ name }) => name !== "Host") },
    });
    expect(certaintyAfter({}, provisional)).toBe("certain");
    const viaServiceWorker = ({ response, ...entry }: Entry) => ({
      ...entry,
      response: { ...response, _fetchedViaServiceWorker: true },
    });
    expect(certaintyAfter({}, viaServiceWorker)).toBe("certain");
  });

  test("and not where the cache added the headers that it had stored, or no response is recorded", () => {
    expect(certaintyAfter({ answer: { status: 304 } })).toBe("certain");
    const preflight = { status: 204, headers: { ...origin, "Access-Control-Allow-Methods": "PUT" } };
    expect(certaintyAfter({ method: "PUT", preflight, answer: { status: 0 } })).toBe("certain");
  });

  test("and not where the check may not apply to it", () => {
    const form: Partial<Call> = { method: "POST", type: "other" };
    expect(certaintyAfter({ ...form, headers: { ...withCookie, "Content-Type": "text/plain" } })).toBe("certain");
  });
});

describe("the credentials mode of an allowed request", () => {
  test("is the only one in which the response passes", () => {
    const only = last(recordingOf([{ answer: { status: 200, headers: origin }, error: null }]));
    expect(only).toMatchObject({ outcome: "allowed", credentials: "omit" });
  });

  test("is unknown where the response passes in both, or in none", () => {
    expect(last(recordingOf([{ answer: { status: 200, headers: passing }, error: null }])).credentials).toBe("unknown");
    expect(last(recordingOf([{ answer: { status: 200 }, error: null }])).credentials).toBe("unknown");
  });
});

describe("where CORS Panel changed the response headers to try a fix,", () => {
  const server = new URL(api).origin;
  const judge = (call: Call) => {
    const log = { ...logOf(call), _headerOverrides: [{ server, from: 0 }] };
    return last(readHar({ log }));
  };

  test("a canceled request is allowed, because its recorded headers were not the ones that were checked", () => {
    expect(judge({ headers: withCookie, answer: { status: 200 }, error: "net::ERR_ABORTED" })).toMatchObject({
      outcome: "allowed",
      credentials: "include",
      cannotTell: null,
    });
  });

  test("an allowed request says nothing of the headers of other requests", () => {
    const altered: Call = { answer: { status: 200 }, error: null, headers: withCookie };
    const elsewhere: Call = { url: "http://localhost:5000/x", answer: { status: 500 } };
    const log = { ...logOf(altered, elsewhere), _headerOverrides: [{ server, from: 0 }] };
    expect(last(readHar({ log })).verdict?.certainty).toBe("certain");
  });
});
