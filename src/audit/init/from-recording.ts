import { unique } from "../../collections.ts";
import { type Diagnosis, isAllowed } from "../../diagnosis.ts";
import type { Exchange, Hop } from "../../exchange.ts";
import { getHeader } from "../../fetch/headers.ts";
import { scriptSetUnsafeHeaderNames } from "../../fetch/safelist.ts";
import { redactUrl } from "../../redact/redact-url.ts";
import { quote, quoteUrl } from "../../text/quote.ts";
import { originProblem } from "../../text/request-problems.ts";
import { requestedHeaderNames } from "../../verdict/check-response.ts";
import type { PolicyDraft } from "./draft.ts";
import { draftOf, mergeDrafts } from "./draft-request.ts";

/** The cross-origin requests of a recording that the browser allowed. */
export function draftFromDiagnoses(diagnoses: readonly Diagnosis[]): PolicyDraft {
  return mergeDrafts(diagnoses.filter(({ fetch }) => fetch.mode === "cors").map(draftFromDiagnosis));
}

function draftFromDiagnosis(diagnosis: Diagnosis): PolicyDraft {
  const { fetch, credentials } = diagnosis;
  const [first] = fetch.hops;
  if (!first) return { requests: [], leftOut: [] };
  const named = `${quote(first.method)} ${quoteUrl(redactUrl(first.url.replace(/[?#].*$/, "")))} from ${quote(fetch.origin)}`;
  if (!isAllowed(diagnosis))
    return { requests: [], leftOut: [`${named}: ${diagnosis.verdict?.cause ?? diagnosis.outcome}`] };
  const problem = fetch.origin === "null" ? "any site can send the origin `null`" : originProblem(fetch.origin);
  if (problem !== null) return { requests: [], leftOut: [`${named}: ${problem}`] };
  const { requests, leftOut } = draftOf({
    method: first.method,
    url: first.url,
    headers: headerNamesOf(first).map((name) => ({ name, value: "" })),
    credentials: credentials === "unknown" ? null : credentials === "include",
    confirm: sendsStar(first.actual) ? ['the server sends `*`; use origins: "*" if every website may read this'] : [],
  });
  return { requests: requests.map((request) => ({ ...request, origin: fetch.origin })), leftOut };
}

/** The headers that need permission; a recording without the preflight, which may be cached, has them in the request. */
function headerNamesOf({ preflight, actual }: Hop): string[] {
  return unique([
    ...(preflight ? requestedHeaderNames(preflight.requestHeaders) : []),
    ...(actual && !preflight ? scriptSetUnsafeHeaderNames(actual.requestHeaders) : []),
  ]);
}

function sendsStar(actual: Exchange | null): boolean {
  return getHeader(actual?.responseHeaders ?? [], "Access-Control-Allow-Origin") === "*";
}
