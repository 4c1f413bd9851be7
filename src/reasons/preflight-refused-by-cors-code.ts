import { quote, quoteAll } from "../text/quote.ts";
import { translate } from "../text/translate.ts";
import { isBareRefusal } from "./fingerprints/bare-refusal.ts";
import { productWithFixedList, refuser, refuserName, settingName } from "./fingerprints/cors-settings.ts";
import {
  allowedElsewhere,
  allowedElsewhereEvidence,
  type RefusedParts,
  refusedParts,
} from "./fingerprints/refused-parts.ts";
import { corsHeaderNames, hasVary, isRefusedBy, responseHeader } from "./fingerprints/response.ts";
import { statedRefusal } from "./fingerprints/stated-refusal.ts";
import { defineReason, type ReasonMatch, type RefusedFetch } from "./reason.ts";

export const preflightRefusedByCorsCode = defineReason({
  id: "preflight-refused-by-cors-code",
  title: "The server's CORS configuration does not allow the method or a header",
  headline: (refusal) => translate`${refuserName(serverOf(refusal))} refused ${partsLabel(partsOf(refusal))}`,
  judges: ["preflight"],
  causes: ["missing-allow-origin", "preflight-status-not-ok"],
  detect: findRefusal,
  explain: (refusal) => {
    const { method, headers } = partsOf(refusal);
    const product = productWithFixedList(refusal, headers.length > 0 ? "headers" : "method");
    if (product)
      return translate`Update ${product.name}: a newer version may allow ${partsLabel(partsOf(refusal))}. ${product.name} has no setting for this list.`;
    const server = serverOf(refusal);
    const steps = [
      ...(method === null ? [] : [translate`${quote(method)} to ${settingName(server, "method")}`]),
      ...(headers.length === 0 ? [] : [translate`${quoteAll(headers)} to ${settingName(server, "headers")}`]),
    ];
    const add = translate`Add ${steps.join(translate(" and "))}.`;
    return allowedElsewhere(refusal) && isRefusedBy(refusal, "missing-allow-origin")
      ? translate`The server allows the origin in another response. ${add}`
      : translate`${add} The server then sends a 2xx status with the CORS headers.`;
  },
});

function findRefusal(refusal: RefusedFetch): ReasonMatch | undefined {
  const { status } = refusal.exchange;
  if (isEmpty(partsOf(refusal))) return undefined;
  const stated = statedRefusal(refusal);
  if (stated) {
    const isOrigin = stated.parts.includes("origin") || stated.parts.includes("path");
    if (isOrigin || (stated.parts.includes("request") && !allowedElsewhere(refusal))) return undefined;
    return { certainty: stated.certainty, evidence: stated.evidence, remedy: "grant" };
  }
  if (isRefusedBy(refusal, "missing-allow-origin")) return withoutAnyHeader(refusal);
  if (status !== 400 && status !== 403) return undefined;
  const list =
    responseHeader(refusal, "Access-Control-Allow-Methods") ?? responseHeader(refusal, "Access-Control-Allow-Headers");
  if (list === null) return undefined;
  return {
    certainty: "possible",
    evidence: translate`\`OPTIONS\` ${status} with CORS headers that do not allow ${partsLabel(partsOf(refusal))}`,
    remedy: "grant",
  };
}

/** Many CORS libraries send no CORS header at all where the method or a header is not allowed. */
function withoutAnyHeader(refusal: RefusedFetch): ReasonMatch | undefined {
  const { exchange } = refusal;
  const allowed = allowedElsewhere(refusal);
  if (!allowed || corsHeaderNames(exchange).length > 0) return undefined;
  const isByCors = hasVary(exchange, "origin") || isBareRefusal(refusal) || isHapiRefusal(refusal);
  if (!isByCors || exchange.status >= 500) return undefined;
  return {
    certainty: allowed.url === exchange.url && partsOf(refusal).isEach ? "certain" : "possible",
    evidence: translate`\`OPTIONS\` ${exchange.status} has no CORS header, while ${allowedElsewhereEvidence(allowed)}`,
    remedy: "grant",
  };
}

/**
 * hapi answers a refused preflight with 200, and with a message that recordings of Chromium leave out.
 * @see https://github.com/hapijs/hapi/blob/master/lib/cors.js
 */
function isHapiRefusal({ exchange, answeredBy }: RefusedFetch): boolean {
  return exchange.status === 200 && answeredBy.some(({ id, certainty }) => id === "hapi" && certainty === "certain");
}

/** The method and the headers that the response does not list, or else those that it may have refused. */
function partsOf(refusal: RefusedFetch): RefusedParts {
  if (!isRefusedBy(refusal, "preflight-status-not-ok") || statedRefusal(refusal)) return refusedParts(refusal);
  const lists = refusal.matches.filter(({ cause }) => /^(method|header)-not-allowed$/.test(cause.id));
  const isMethod = lists.some(({ cause }) => cause.id === "method-not-allowed");
  return {
    method: isMethod ? refusal.matches[0].step.method : null,
    headers: lists.flatMap(({ cause, evidence }) => (cause.id === "header-not-allowed" ? (evidence.names ?? []) : [])),
    isEach: true,
  };
}

function isEmpty({ method, headers }: RefusedParts): boolean {
  return method === null && headers.length === 0;
}

function partsLabel({ method, headers, isEach }: RefusedParts): string {
  const [first, ...others] = headers;
  if (first === undefined) return translate`the method ${quote(method)}`;
  const named =
    others.length === 0
      ? translate`the header ${quote(first)}`
      : isEach
        ? translate`the headers ${quoteAll(headers)}`
        : translate`one of the headers ${quoteAll(headers)}`;
  if (method === null) return named;
  return isEach
    ? translate`the method ${quote(method)} and ${named}`
    : translate`the method ${quote(method)} or ${named}`;
}

function serverOf(refusal: RefusedFetch) {
  return refuser(refusal, findRefusal(refusal)?.certainty ?? "possible");
}
