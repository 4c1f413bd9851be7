import { quote } from "../text/quote.ts";
import { translate } from "../text/translate.ts";
import { pathOf } from "../text/url-parts.ts";
import { refuser, refuserName } from "./fingerprints/cors-settings.ts";
import { statedRefusal } from "./fingerprints/stated-refusal.ts";
import { defineReason } from "./reason.ts";

export const pathNotInCorsRules = defineReason({
  id: "path-not-in-cors-rules",
  title: "The server's CORS configuration does not cover this path",
  headline: (refusal) =>
    translate`${refuserName(refuser(refusal, "certain"))} has no CORS rule for the path ${quote(pathOf(refusal.exchange.url))}`,
  judges: ["preflight", "actual"],
  detect(refusal) {
    const stated = statedRefusal(refusal);
    if (!stated?.parts.includes("path")) return;
    return { certainty: stated.certainty, evidence: stated.evidence, remedy: "grant" };
  },
  explain: (refusal) => {
    const path = quote(pathOf(refusal.exchange.url));
    const id = refuser(refusal, "certain")?.id;
    if (id === "rack-cors")
      return translate`Add a \`resource\` to the origin's rule, such as \`resource "*"\`. No \`resource\` in that rule matches ${path}.`;
    if (id === "hapi")
      return translate`Set \`cors\` in the options of the route ${path}, or in the server's \`routes\`.`;
    return translate`Enable CORS for ${path} where the server configures CORS for its other paths.`;
  },
});
