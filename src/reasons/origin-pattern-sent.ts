import { quote } from "../text/quote.ts";
import { translate } from "../text/translate.ts";
import { adviceToAllow } from "./fingerprints/allow-origin-advice.ts";
import { responseHeader } from "./fingerprints/response.ts";
import { defineReason, type RefusedFetch } from "./reason.ts";

export const originPatternSent = defineReason({
  id: "origin-pattern-sent",
  title: "The server sends a pattern instead of the matching origin",
  headline: (refusal) =>
    translate`The server sends the pattern ${quote(patternSent(refusal) ?? "")}, but browsers do not understand patterns`,
  judges: ["preflight", "actual"],
  causes: ["allow-origin-mismatch", "invalid-allow-origin"],
  detect(refusal) {
    const value = patternSent(refusal);
    if (value === undefined) return;
    const evidence = quote(`Access-Control-Allow-Origin: ${value}`);
    return { certainty: "certain", evidence, remedy: "grant" };
  },
  explain: (refusal) =>
    adviceToAllow(
      refusal,
      (origin) =>
        translate`Compare the request's \`Origin\` with the pattern on the server. If the origin matches, send the origin itself: ${origin}.`,
    ),
});

/** The value with a `*` in it that the browser refused; undefined when it refused something else. */
function patternSent(refusal: RefusedFetch): string | undefined {
  const value = responseHeader(refusal, "Access-Control-Allow-Origin");
  return value !== null && value !== "*" && value.includes("*") ? value : undefined;
}
