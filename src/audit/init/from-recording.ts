import { type Diagnosis, isAllowed } from "../../diagnosis.ts";
import type { Exchange, Hop } from "../../exchange.ts";
import { getHeader } from "../../fetch/headers.ts";
import { pageSetUnsafeHeaderNames } from "../../fetch/page-set-headers.ts";
import { redactUrl } from "../../redact/redact-url.ts";
import { quote, quoteUrl } from "../../text/quote.ts";
import { originProblem } from "../../text/request-problems.ts";
import { requestedHeaderNames } from "../../verdict/check-response.ts";
import type { DraftRequest, PolicyDraft } from "./draft.ts";
import { draftOf } from "./draft-request.ts";

/** The cross-origin requests of a recording that the browser allowed. */
export function draftFromDiagnoses(diagnoses: readonly Diagnosis[]): PolicyDraft {
  const draft = createGrowingDraft();
  for (const diagnosis of diagnoses) draft.add(diagnosis);
  return draft.finish();
}

/** A draft from diagnoses that come one after the other. */
export interface GrowingDraft {
  readonly add: (diagnosis: Diagnosis) => void;
  readonly finish: () => PolicyDraft;
}

/** A draft without requests. Equal requests, of which a large recording has many, are one object. */
export function createGrowingDraft(): GrowingDraft {
  const requests: DraftRequest[] = [];
  const known = new Map<string, DraftRequest>();
  const leftOut = new Set<string>();
  return {
    add(diagnosis) {
      if (diagnosis.fetch.mode !== "cors") return;
      const draft = draftFromDiagnosis(diagnosis);
      for (const request of draft.requests) {
        const key = JSON.stringify(request);
        const equal = known.get(key) ?? request;
        known.set(key, equal);
        requests.push(equal);
      }
      for (const text of draft.leftOut) leftOut.add(text);
    },
    finish: () => ({ requests, leftOut: [...leftOut] }),
  };
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
    confirm: [
      ...(sendsStar(first.actual) ? ['the server sends `*`; use origins: "*" if every website may read this'] : []),
      ...(mayBeHttpAuthentication(first)
        ? ["remove authorization if the browser asked the user for the password"]
        : []),
    ],
  });
  return { requests: requests.map((request) => ({ ...request, origin: fetch.origin })), leftOut };
}

/** The headers that need permission; a recording without the preflight, which may be cached, has them in the request. */
function headerNamesOf({ preflight, actual }: Hop): readonly string[] {
  if (preflight) return requestedHeaderNames(preflight.requestHeaders);
  return actual ? pageSetUnsafeHeaderNames(actual) : [];
}

/** True where the browser, which asks for no permission, may have sent the password of HTTP authentication. */
function mayBeHttpAuthentication({ preflight, actual }: Hop): boolean {
  const value = preflight || !actual ? null : getHeader(actual.requestHeaders, "Authorization");
  return value !== null && /^(basic|digest|negotiate|ntlm)\b/i.test(value);
}

function sendsStar(actual: Exchange | null): boolean {
  return getHeader(actual?.responseHeaders ?? [], "Access-Control-Allow-Origin") === "*";
}
