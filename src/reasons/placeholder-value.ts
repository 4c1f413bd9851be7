import { isPlaceholder } from "../text/near-miss.ts";
import { quote } from "../text/quote.ts";
import { translate } from "../text/translate.ts";
import { isRefusedBy, requestOrigin, responseHeader } from "./fingerprints/response.ts";
import { defineReason, type RefusedFetch } from "./reason.ts";

export const placeholderValue = defineReason({
  id: "placeholder-value",
  title: "`Access-Control-Allow-Origin` holds what is left of a setting, not an origin",
  headline: (refusal) => {
    const value = responseHeader(refusal, "Access-Control-Allow-Origin") ?? "";
    if (value === "") return "`Access-Control-Allow-Origin` is empty: its setting was never filled in";
    if (isQuoted(value)) return "The quotes around the setting became part of `Access-Control-Allow-Origin`";
    if (/^(true|false)$/i.test(value))
      return translate`${quote(value)} was sent as the allowed origin; a switch is not an origin`;
    return translate`${quote(value)} is a setting that was never filled in`;
  },
  judges: ["preflight", "actual"],
  detect(refusal) {
    const value = placeholderSent(refusal);
    if (value === undefined) return;
    return { certainty: "certain", evidence: quote(`Access-Control-Allow-Origin: ${value}`), remedy: "grant" };
  },
  explain: (refusal) =>
    isQuoted(placeholderSent(refusal) ?? "")
      ? translate`Write the origin without quotes where the server reads it: ${quote(requestOrigin(refusal))}.`
      : translate`Set the variable that the server reads its allowed origin from to ${quote(requestOrigin(refusal))}, and let the server refuse to start without it.`,
});

/** The refused value that a template or an unset variable left behind; undefined when the value is no such. */
function placeholderSent(refusal: RefusedFetch): string | undefined {
  if (!isRefusedBy(refusal, "invalid-allow-origin", "allow-origin-mismatch")) return undefined;
  const value = responseHeader(refusal, "Access-Control-Allow-Origin");
  if (value === null) return undefined;
  return value === "" || isPlaceholder(value) || isQuoted(value) ? value : undefined;
}

function isQuoted(value: string): boolean {
  return /^(["']).*\1$/.test(value);
}
