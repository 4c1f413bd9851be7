import { quote } from "../text/quote.ts";
import { translate } from "../text/translate.ts";
import { loginGateway } from "./fingerprints/login-gateway.ts";
import { isHtml, isPreflightRefused, proxyName, responseHeader } from "./fingerprints/response.ts";
import { defineReason, type RefusedFetch } from "./reason.ts";

export const wafChallenge = defineReason({
  id: "waf-challenge",
  title: "A firewall or bot check responded instead of the server",
  headline: ({ exchange }) =>
    translate`A firewall or bot check responded to ${quote(exchange.method)} with ${exchange.status} instead of the server`,
  judges: ["preflight", "actual"],
  appliesTo: ({ status, lacksCorsHeaders }) => status >= 202 && lacksCorsHeaders,
  detect(refusal) {
    const { exchange } = refusal;
    const remedy = isPreflightRefused(refusal) ? "answer-preflight" : undefined;
    const header = firewallHeader(refusal);
    if (header !== undefined)
      return { certainty: "certain", evidence: translate`${exchange.status} with ${header}`, remedy };
    const isCloudflarePage = proxyName(exchange) === "cloudflare" && isHtml(exchange) && !loginGateway(refusal);
    if (!isCloudflarePage || (exchange.status !== 403 && exchange.status !== 429)) return;
    return {
      certainty: "possible",
      evidence: translate`${exchange.status} HTML page from \`Server: cloudflare\``,
      remedy,
    };
  },
  explain: (refusal) =>
    isPreflightRefused(refusal)
      ? "Exclude `OPTIONS` from the firewall's rules and challenges. A preflight carries no cookie, so it can never pass a challenge."
      : "Exclude the path of the API from the challenge, because a script cannot pass a challenge. Or let the user pass the challenge on a page of the same host first.",
});

/** The header, as evidence, with which a firewall marks its own responses; undefined when there is none. */
function firewallHeader(refusal: RefusedFetch): string | undefined {
  for (const name of ["CF-Mitigated", "X-Amzn-Waf-Action", "X-Sucuri-Block"]) {
    const value = responseHeader(refusal, name);
    if (value !== null) return quote(`${name}: ${value}`);
  }
  return undefined;
}
