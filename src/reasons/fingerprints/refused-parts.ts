import type { Exchange } from "../../exchange.ts";
import { corsHeadersOf } from "../../fetch/recorded-exchange.ts";
import { isCorsSafelistedMethod } from "../../fetch/safelist.ts";
import { allowedMethodsAndHeaders, firstByAllowOrigin } from "../../history/allowed-requests.ts";
import { quote } from "../../text/quote.ts";
import { translate } from "../../text/translate.ts";
import type { RefusedFetch } from "../reason.ts";
import { requestOrigin } from "./response.ts";
import { statedRefusal } from "./stated-refusal.ts";

/** The method and the header names of a preflight that the server's CORS configuration may not allow. */
export interface RefusedParts {
  /** null where the method is allowed. */
  readonly method: string | null;
  readonly headers: readonly string[];
  /** True where each of them is refused; false where at least one of them is. */
  readonly isEach: boolean;
}

/** Another response of the same server that allows the origin of the refused request; undefined where there is none. */
export function allowedElsewhere(refusal: RefusedFetch): Exchange | undefined {
  const { exchange, history } = refusal;
  const found = firstByAllowOrigin(history.ofServer(exchange.url));
  const allowed = found.get(requestOrigin(refusal)) ?? found.get("*");
  return allowed === exchange ? undefined : allowed;
}

/** The response that allows the origin, as evidence: "`GET` 200 of the same server has …". */
export function allowedElsewhereEvidence(allowed: Exchange): string {
  const { method, status } = allowed;
  const value = corsHeadersOf(allowed).allowOrigin;
  return translate`${quote(method)} ${status} of the same server has ${quote(`Access-Control-Allow-Origin: ${value}`)}`;
}

/** What the server refused of the method and the headers, from its own words or from what it allowed elsewhere. */
export function refusedParts(refusal: RefusedFetch): RefusedParts {
  const [{ step }] = refusal.matches;
  const stated = statedRefusal(refusal);
  const { methods, headers } = allowedMethodsAndHeaders(refusal.history.ofServer(refusal.exchange.url));
  const isMethodAllowed = isCorsSafelistedMethod(step.method) || methods.has(step.method);
  const unknown = step.headerNames.filter((name) => !headers.has(name));
  const only = stated?.parts.filter((part) => part === "method" || part === "headers") ?? [];
  const statesMethod = only.includes("method");
  const statesHeaders = only.includes("headers");
  const said = statesHeaders ? namedIn(stated?.sentence ?? "", step.headerNames) : [];
  const method = statesMethod || (only.length === 0 && !isMethodAllowed) ? step.method : null;
  const guessed = unknown.length > 0 ? unknown : step.headerNames;
  const names = said.length > 0 ? said : statesMethod && !statesHeaders ? [] : guessed;
  const isEach = said.length > 0 || (method === null ? names.length === 1 : names.length === 0);
  return { method, headers: names, isEach: isEach || (statesMethod && statesHeaders && names.length === 1) };
}

/** The header names that a sentence of the server names, in any letter case. */
function namedIn(sentence: string, names: readonly string[]): string[] {
  const words = new Set(sentence.toLowerCase().split(/[^a-z0-9_-]+/));
  return names.filter((name) => words.has(name));
}
