import { getHeader, getHeaderLines, splitList } from "../../fetch/headers.ts";
import { quoteAll } from "../../text/quote.ts";
import { translate } from "../../text/translate.ts";
import type { RefusedFetch } from "../reason.ts";
import { isRefusedBy, proxyName } from "./response.ts";

/** The values of an `Access-Control-Allow-Origin` that was sent twice, as lines or merged into one. */
export function repeatedOrigins(refusal: RefusedFetch): string[] | undefined {
  if (!isRefusedBy(refusal, "multiple-allow-origins")) return undefined;
  const lines = getHeaderLines(refusal.exchange.responseHeaders, "Access-Control-Allow-Origin");
  if (lines.length > 1) return lines;
  const members = splitList(lines[0] ?? "");
  const merged = members.length > 1 && (members.includes("*") || new Set(members).size < members.length);
  return merged ? members : undefined;
}

/** The proxy and the application that both had a hand in the response, by the headers that name them. */
export function proxyAndApp({ exchange }: RefusedFetch): readonly [proxy: string, app: string] | undefined {
  const proxy = proxyName(exchange);
  const app = getHeader(exchange.responseHeaders, "X-Powered-By");
  return proxy !== null && app !== null ? [proxy, app] : undefined;
}

/** "`*`, `http://localhost:3000`". */
export function repeatedOriginsEvidence(refusal: RefusedFetch): string {
  return translate`\`Access-Control-Allow-Origin\` with ${quoteAll(repeatedOrigins(refusal) ?? [])}`;
}
