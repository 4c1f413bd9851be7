import { unique } from "../../collections.ts";
import { getHeaderLines, splitList } from "../../fetch/headers.ts";
import type { AnsweredBy } from "../../servers/answered-by.ts";
import type { Layer } from "../../servers/server.ts";
import { quoteAll } from "../../text/quote.ts";
import { translate } from "../../text/translate.ts";
import type { RefusedFetch } from "../reason.ts";
import { proxyInFront } from "./layers.ts";

/**
 * The values of an `Access-Control-Allow-Origin` that two pieces of code sent, as two lines or merged into one;
 * undefined when the browser did not refuse that.
 */
export function repeatedOrigins(refusal: RefusedFetch): string[] | undefined {
  const lines = getHeaderLines(refusal.exchange.responseHeaders, "Access-Control-Allow-Origin");
  if (lines.length > 1) return lines;
  const members = splitList(lines[0] ?? "");
  const merged = members.length > 1 && (members.includes("*") || unique(members).length < members.length);
  return merged ? members : undefined;
}

/** The proxy that passed the response on, and the application that sent it; undefined unless the response names both. */
export function proxyAndApp(refusal: RefusedFetch): readonly [proxy: AnsweredBy, application: AnsweredBy] | undefined {
  const proxy = proxyInFront(refusal);
  const application = refusal.answeredBy.find(
    ({ layer, certainty, isInResponse }) => isInResponse && certainty === "certain" && isApplication(layer),
  );
  return proxy && application ? [proxy, application] : undefined;
}

function isApplication(layer: Layer): boolean {
  return layer === "framework" || layer === "product";
}

/** The repeated values as evidence. */
export function repeatedOriginsEvidence(refusal: RefusedFetch): string {
  return translate`\`Access-Control-Allow-Origin\` with ${quoteAll(repeatedOrigins(refusal) ?? [])}`;
}
