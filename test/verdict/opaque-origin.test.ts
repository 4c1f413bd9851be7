import { describe, expect, test } from "vitest";
import { type Diagnosis, diagnose, readHar } from "../../src/index.ts";
import { type Answer, api, type Call, logOf, page } from "../har.ts";

// A sandboxed frame sends `Origin: null`. Where DevTools record neither the `Origin` nor a referrer, only the tab shows which page
// made a fetch, and a sandboxed frame in that tab may have made it as well.

type Entry = ReturnType<typeof logOf>["entries"][number];

const noReferrer = { name: "Referer", value: "" };

const [document] = logOf({ url: `${page}/`, type: "document", answer: { status: 200 }, error: null }).entries;

/** The entry with the headers of a request that DevTools wrote before the request was sent. */
function provisional(entry: Entry): Entry {
  const headers = entry.request.headers.filter(({ name }) => !/^(host|origin|referer)$/i.test(name));
  return { ...entry, request: { ...entry.request, headers: [...headers, noReferrer] } };
}

function withoutError({ response: { _error, ...response }, ...entry }: Entry): object {
  return { ...entry, response };
}

function diagnosed(calls: readonly Call[], change: (entry: Entry) => object = provisional): Diagnosis {
  const log = logOf(...calls);
  const entries = log.entries.map((entry) => (entry._resourceType === "preflight" ? entry : change(entry)));
  const [diagnosis] = diagnose(readHar({ log: { ...log, entries } }));
  if (!diagnosis) throw new Error("the call is no cross-origin fetch");
  return diagnosis;
}

const allowing = (origin: string, more: Answer["headers"] = {}): Answer => ({
  status: 200,
  headers: { "Access-Control-Allow-Origin": origin, ...more },
});

const summary = ({ outcome, verdict, alternatives, findings }: Diagnosis) => ({
  outcome,
  verdict: verdict && `${verdict.certainty} ${verdict.cause}`,
  alternatives,
  findings: findings.map(({ certainty, cause }) => `${certainty} ${cause}`),
});

describe("a request that a sandboxed frame may have sent", () => {
  test("is refused for what both origins are refused for", () => {
    expect(summary(diagnosed([{ answer: { status: 200 } }]))).toEqual({
      outcome: "refused",
      verdict: "certain missing-allow-origin",
      alternatives: [],
      findings: ["certain missing-allow-origin", "possible allow-credentials-not-true"],
    });
  });

  test("is possibly refused where both origins are refused for different causes", () => {
    expect(summary(diagnosed([{ answer: allowing("null") }]))).toEqual({
      outcome: "refused",
      verdict: "possible allow-origin-mismatch",
      alternatives: ["InvalidAllowCredentials"],
      findings: ["possible allow-origin-mismatch", "possible allow-credentials-not-true"],
    });
  });

  test("is possibly refused where only one origin surely is", () => {
    const passing = { "Access-Control-Allow-Credentials": "true" };
    expect(summary(diagnosed([{ answer: allowing("null", passing) }]))).toMatchObject({
      verdict: "possible allow-origin-mismatch",
      alternatives: [],
    });
    const redirectURL = "http://ann:secret@localhost:4000/x";
    const redirect: Call = { url: `${page}/old`, answer: { ...allowing("null"), status: 302, redirectURL } };
    expect(summary(diagnosed([redirect]))).toMatchObject({
      verdict: "possible redirect-with-credentials",
      alternatives: ["InvalidAllowCredentials"],
    });
  });

  test("has a finding that is certain where both origins and all credentials modes show it", () => {
    const redirectURL = "http://ann:secret@localhost:4000/x";
    expect(summary(diagnosed([{ answer: { ...allowing("*"), status: 302, redirectURL } }]))).toEqual({
      outcome: "refused",
      verdict: "possible redirect-with-credentials",
      alternatives: ["WildcardOriginNotAllowed"],
      findings: [
        "possible wildcard-origin-with-credentials",
        "possible allow-credentials-not-true",
        "certain redirect-with-credentials",
      ],
    });
  });

  test("failed for another reason where no origin is refused", () => {
    expect(diagnosed([{ error: "net::ERR_CONNECTION_RESET" }])).toMatchObject({
      outcome: "failed",
      cannotTell: null,
    });
  });

  test("may be refused at a redirect of the page's own server, where the frame needs a permission", () => {
    const redirectURL = "https://other.example/next";
    const { outcome, alternatives, cannotTell } = diagnosed([
      { url: `${page}/old`, answer: { status: 302, redirectURL } },
    ]);
    expect({ outcome, alternatives }).toEqual({ outcome: "unknown", alternatives: ["MissingAllowOriginHeader"] });
    expect(cannotTell?.because).toMatch(/sandboxed frame .* lacks the request's `Origin` header$/);
    expect(cannotTell?.todo).toMatch(/reload with DevTools open/);
  });

  test("may be refused at a redirect where nothing shows a page", () => {
    const call: Call = { answer: { status: 302, redirectURL: "https://other.example/next" } };
    const { fetch, outcome, alternatives } = diagnosed([call], (entry) => {
      const { pageref, _initiator, ...rest } = provisional(entry);
      return rest;
    });
    expect({ origin: fetch.origin, outcome, alternatives }).toEqual({
      origin: "",
      outcome: "unknown",
      alternatives: ["MissingAllowOriginHeader"],
    });
  });

  test("is allowed only where both origins are, once the request was canceled or where nothing says how it ended", () => {
    const credentials = { "Access-Control-Allow-Credentials": "true" };
    const canceled = (allowedOrigin: string): Call => ({
      error: "net::ERR_ABORTED",
      answer: allowing(allowedOrigin, credentials),
    });
    expect(summary(diagnosed([canceled(page)]))).toMatchObject({
      outcome: "unknown",
      alternatives: ["AllowOriginMismatch"],
    });
    expect(diagnosed([{ ...canceled(page), answer: allowing(page) }])).toMatchObject({
      outcome: "unknown",
      alternatives: ["InvalidAllowCredentials", "AllowOriginMismatch"],
    });
    const withoutEnd = (call: Call) => diagnosed([call], (entry) => withoutError(provisional(entry)));
    expect(withoutEnd({ answer: allowing(page, credentials) }).outcome).toBe("unknown");
    expect(diagnosed([{ error: null, answer: allowing(page) }])).toMatchObject({
      outcome: "allowed",
      cannotTell: null,
    });
    expect(diagnosed([{ error: "net::ERR_ABORTED", answer: allowing("*") }])).toMatchObject({
      outcome: "allowed",
      alternatives: ["WildcardOriginNotAllowed"],
    });
  });

  test("has the causes of both origins among its alternatives, where it is unknown whether a script sent it", () => {
    const post: Call = { method: "POST", type: "", answer: allowing("null") };
    const { outcome, alternatives } = diagnosed([post], (entry) => withoutError(provisional(entry)));
    expect({ outcome, alternatives }).toEqual({
      outcome: "unknown",
      alternatives: ["AllowOriginMismatch", "InvalidAllowCredentials"],
    });
  });
});

describe("the page is surely the caller", () => {
  const isSure = (call: Call, change?: (entry: Entry) => object) =>
    expect(diagnosed([call], change).verdict).toMatchObject({ cause: "allow-origin-mismatch", certainty: "certain" });
  const withHeader = (name: string, value: string) => (entry: Entry) => {
    const { request, ...rest } = provisional(entry);
    return { ...rest, request: { ...request, headers: [...request.headers, { name, value }] } };
  };

  test("where the headers that were sent are recorded", () => {
    isSure({ answer: allowing("null") }, (entry) => entry);
    isSure({ type: "xhr", answer: allowing("null") }, withHeader("Host", new URL(api).host));
  });

  test("where an `Origin` is recorded, with the request or its preflight", () => {
    isSure({ answer: allowing("null") }, withHeader("Origin", page));
    const preflight = {
      status: 204,
      headers: {
        "Access-Control-Allow-Origin": page,
        "Access-Control-Allow-Methods": "PUT",
        "Access-Control-Allow-Credentials": "true",
      },
    };
    isSure({ method: "PUT", preflight, answer: allowing("null") });
  });

  test("where a referrer is recorded", () => {
    isSure({ answer: allowing("null") }, (entry) => {
      const headers = entry.request.headers.filter(({ name }) => !/^(host|origin)$/i.test(name));
      return { ...entry, request: { ...entry.request, headers } };
    });
  });

  test("and a worker is, because only its script's URL gives it an origin", () => {
    const script = `${page}/worker.js`;
    const log = logOf({ url: script, type: "script" }, { initiator: script, answer: allowing("null") });
    const [loaded, asked] = log.entries.map(({ pageref, ...entry }) => entry);
    const entries = [{ ...loaded, _initiator: { type: "other" } }, asked && provisional(asked as Entry)];
    const pages = { ...document, pageref: "page_1" };
    const diagnoses = diagnose(readHar({ log: { ...log, entries: [pages, ...entries] } }));
    const diagnosis = diagnoses.find(({ fetch }) => fetch.context === "service-worker");
    expect(diagnosis).toMatchObject({
      fetch: { context: "service-worker", origin: page },
      verdict: { cause: "allow-origin-mismatch", certainty: "certain" },
    });
  });
});
