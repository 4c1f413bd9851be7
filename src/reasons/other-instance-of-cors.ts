import { responseHeaderOf } from "../fetch/response-header.ts";
import { quote } from "../text/quote.ts";
import { translate } from "../text/translate.ts";
import { responseHeader } from "./fingerprints/response.ts";
import { defineReason, type RefusedFetch } from "./reason.ts";

export const otherInstanceOfCors = defineReason({
  id: "other-instance-of-cors",
  title: "Two different CORS configurations handle `OPTIONS` and the actual request",
  judges: ["actual"],
  causes: [
    "allow-origin-mismatch",
    "invalid-allow-origin",
    "wildcard-origin-with-credentials",
    "allow-credentials-not-true",
  ],
  detect(refusal) {
    const differing = differingHeader(refusal);
    if (!differing) return;
    const [name, before, after] = differing;
    const evidence = translate`\`${name}\` is ${quote(before)} in the preflight and ${after === null ? translate("absent") : quote(after)} in the response`;
    return { certainty: "certain", evidence, remedy: "grant" };
  },
  explain: () => "Use one shared CORS configuration for `OPTIONS` and for the routes.",
});

/** The refused header with its value in the preflight and in the response; undefined when these are equal. */
function differingHeader(
  refusal: RefusedFetch,
): readonly [name: string, before: string, after: string | null] | undefined {
  const { hop, matches } = refusal;
  if (!hop.preflight) return undefined;
  const name = matches[0].evidence.subject;
  const before = responseHeaderOf(hop.preflight, name);
  const after = responseHeader(refusal, name);
  return before !== null && before !== after ? [name, before, after] : undefined;
}
