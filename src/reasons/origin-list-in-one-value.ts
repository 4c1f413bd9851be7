import { unique } from "../collections.ts";
import { getHeaderLines, splitList } from "../fetch/headers.ts";
import { quote } from "../text/quote.ts";
import { translate } from "../text/translate.ts";
import { adviceToAllow } from "./fingerprints/allow-origin-advice.ts";
import { requestOrigin, responseHeader } from "./fingerprints/response.ts";
import { defineReason, type RefusedFetch } from "./reason.ts";

export const originListInOneValue = defineReason({
  id: "origin-list-in-one-value",
  title: "The server sends its whole list of origins instead of one origin",
  judges: ["preflight", "actual"],
  causes: ["multiple-allow-origins"],
  detect(refusal) {
    const members = listedOrigins(refusal);
    if (members === undefined) return;
    const value = responseHeader(refusal, "Access-Control-Allow-Origin") ?? "";
    // A proxy that merges two lines into one puts a comma and a space between the values.
    const mayBeMerged = members.length === 2 && value.includes(", ");
    return {
      certainty: mayBeMerged ? "possible" : "certain",
      evidence: quote(`Access-Control-Allow-Origin: ${value}`, 120),
      remedy: "grant",
    };
  },
  explain: (refusal) =>
    adviceToAllow(refusal, (origin) =>
      listedOrigins(refusal)?.includes(requestOrigin(refusal))
        ? translate`Split the list on the server, and compare the request's \`Origin\` with each entry. Send only the matching origin: ${origin}.`
        : translate`Add ${origin} to the list and split the list on the server. Send only the entry that matches the request's \`Origin\`.`,
    ),
});

/** The origins of a value that is a list; undefined when a member is repeated or is not an origin. */
function listedOrigins(refusal: RefusedFetch): string[] | undefined {
  const [line, ...others] = getHeaderLines(refusal.exchange.responseHeaders, "Access-Control-Allow-Origin");
  if (line === undefined || others.length > 0) return undefined;
  const members = splitList(line.replaceAll(" ", ","));
  const areDistinct = unique(members).length === members.length;
  return areDistinct && members.length > 1 && members.every((member) => URL.canParse(member)) ? members : undefined;
}
