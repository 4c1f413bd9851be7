import { unique } from "../../collections.ts";
import { getHeader, getHeaderLines, splitList } from "../../fetch/headers.ts";
import { quoteAll } from "../../text/quote.ts";
import { translate } from "../../text/translate.ts";
import type { RefusedFetch } from "../reason.ts";
import { isRefusedBy, proxyName } from "./response.ts";

/**
 * The values of an `Access-Control-Allow-Origin` that two pieces of code sent, as two lines or merged into one;
 * undefined when the browser did not refuse that.
 */
export function repeatedOrigins(refusal: RefusedFetch): string[] | undefined {
  if (!isRefusedBy(refusal, "multiple-allow-origins")) return undefined;
  const lines = getHeaderLines(refusal.exchange.responseHeaders, "Access-Control-Allow-Origin");
  if (lines.length > 1) return lines;
  const members = splitList(lines[0] ?? "");
  const merged = members.length > 1 && (members.includes("*") || unique(members).length < members.length);
  return merged ? members : undefined;
}

/** The names of the proxy and of the application that made the response; undefined unless its headers name both. */
export function proxyAndApp({ exchange }: RefusedFetch): readonly [proxy: string, app: string] | undefined {
  const proxy = proxyName(exchange);
  const app = getHeader(exchange.responseHeaders, "X-Powered-By");
  return proxy !== null && app !== null ? [proxy, app] : undefined;
}

/** The repeated values as evidence. */
export function repeatedOriginsEvidence(refusal: RefusedFetch): string {
  return translate`\`Access-Control-Allow-Origin\` with ${quoteAll(repeatedOrigins(refusal) ?? [])}`;
}
