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
  headline: (refusal) =>
    isJson(refusal)
      ? "The server sends its list of origins as JSON text instead of one origin"
      : "The server sends its whole list of origins instead of one origin",
  judges: ["preflight", "actual"],
  causes: ["multiple-allow-origins", "invalid-allow-origin"],
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
      isJson(refusal)
        ? listedOrigins(refusal)?.includes(requestOrigin(refusal))
          ? translate`Parse the setting on the server, for example with \`JSON.parse\`: the server uses the text as one origin. Then send only the origin that matches the request's \`Origin\`: ${origin}.`
          : translate`Add ${origin} to the list, and parse the setting on the server, for example with \`JSON.parse\`: the server uses the text as one origin. Then send only the origin that matches the request's \`Origin\`.`
        : listedOrigins(refusal)?.includes(requestOrigin(refusal))
          ? translate`Split the list on the server, and compare the request's \`Origin\` with each entry. Send only the matching origin: ${origin}.`
          : translate`Add ${origin} to the list and split the list on the server. Send only the entry that matches the request's \`Origin\`.`,
    ),
});

/** True for a list that is written as JSON, as a variable of the environment holds one. */
function isJson(refusal: RefusedFetch): boolean {
  return /^\[.*\]$/.test(responseHeader(refusal, "Access-Control-Allow-Origin") ?? "");
}

/** The origins of a value that is a list; undefined when a member is repeated or is not an origin. */
function listedOrigins(refusal: RefusedFetch): string[] | undefined {
  const [line, ...others] = getHeaderLines(refusal.exchange.responseHeaders, "Access-Control-Allow-Origin");
  if (line === undefined || others.length > 0) return undefined;
  const isArray = isJson(refusal);
  const members = splitList((isArray ? line.replace(/[[\]"']/g, "") : line).replaceAll(" ", ","));
  const areDistinct = unique(members).length === members.length;
  const isList = areDistinct && members.length > (isArray ? 0 : 1);
  return isList && members.every((member) => URL.canParse(member)) ? members : undefined;
}
