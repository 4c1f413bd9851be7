import { firstByAllowOrigin } from "../history/allowed-requests.ts";
import { isPlaceholder } from "../text/near-miss.ts";
import { isPlainOrigin } from "../text/plain.ts";
import { quote } from "../text/quote.ts";
import { translate } from "../text/translate.ts";
import { adviceToAllow } from "./fingerprints/allow-origin-advice.ts";
import { hasVary, requestOrigin, responseHeader } from "./fingerprints/response.ts";
import { defineReason, type RefusedFetch } from "./reason.ts";

export const placeholderValue = defineReason({
  id: "placeholder-value",
  title: "`Access-Control-Allow-Origin` contains an unfilled placeholder, not an origin",
  headline: (refusal) => {
    const value = placeholderSent(refusal) ?? "";
    if (isLookedUp(refusal, value))
      return translate`The server did not find ${quote(requestOrigin(refusal))} in its list and sent ${label(value)} as the allowed origin`;
    if (value === "") return "`Access-Control-Allow-Origin` is empty, because the server's setting is empty";
    if (isQuoted(value)) return "`Access-Control-Allow-Origin` contains the quotes around the setting";
    if (/^(true|false)$/i.test(value)) return translate`The server sends ${quote(value)} instead of an origin`;
    return translate`\`Access-Control-Allow-Origin\` contains the unfilled placeholder ${quote(value)}`;
  },
  judges: ["preflight", "actual"],
  causes: ["invalid-allow-origin", "allow-origin-mismatch"],
  detect(refusal) {
    const value = placeholderSent(refusal);
    if (value === undefined) return;
    return { certainty: "certain", evidence: quote(`Access-Control-Allow-Origin: ${value}`), remedy: "grant" };
  },
  explain: (refusal) =>
    adviceToAllow(refusal, (origin) => {
      const value = placeholderSent(refusal) ?? "";
      if (isLookedUp(refusal, value))
        return translate`Add ${origin} to the server's list of allowed origins. For an origin outside the list, send no \`Access-Control-Allow-Origin\` at all.`;
      return isQuoted(value)
        ? translate`Remove the quotes from the server's setting. Write only the origin: ${origin}.`
        : translate`Set the server's variable for the allowed origin to ${origin}. Let the server refuse to start without this variable.`;
    }),
});

/**
 * True where the value is what a lookup of the request's origin returns for an unknown one: the response varies by
 * `Origin`, or another response of the server names an origin.
 */
function isLookedUp({ exchange, history }: RefusedFetch, value: string): boolean {
  if (!/^(|undefined|false|none|nil)$/i.test(value)) return false;
  const sent = [...firstByAllowOrigin(history.ofServer(exchange.url)).keys()];
  return hasVary(exchange, "origin") || sent.some((other) => isPlainOrigin(other));
}

function label(value: string): string {
  return value === "" ? translate("an empty value") : quote(value);
}

/** The refused value that a template or an unset variable left behind; undefined when the value is no such. */
function placeholderSent(refusal: RefusedFetch): string | undefined {
  const value = responseHeader(refusal, "Access-Control-Allow-Origin");
  if (value === null) return undefined;
  return value === "" || isPlaceholder(value) || isQuoted(value) ? value : undefined;
}

function isQuoted(value: string): boolean {
  return /^(["']).*\1$/.test(value);
}
