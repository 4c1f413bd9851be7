import { firstByAllowOrigin } from "../history/allowed-requests.ts";
import { quote, quoteAll } from "../text/quote.ts";
import { translate } from "../text/translate.ts";
import { isUnallowableOrigin } from "../text/unallowable-origin.ts";
import { hasCorsSettings, originAdvice, refuser, refuserName, settingName } from "./fingerprints/cors-settings.ts";
import { allowedElsewhere, refusedParts } from "./fingerprints/refused-parts.ts";
import { corsHeaderNames, hasVary, isPreflightRefused, isRefusedBy, requestOrigin } from "./fingerprints/response.ts";
import { isThrownByOriginFunction, statedRefusal } from "./fingerprints/stated-refusal.ts";
import { defineReason, type ReasonMatch, type RefusedFetch } from "./reason.ts";

export const originNotInCorsList = defineReason({
  id: "origin-not-in-cors-list",
  title: "The server's CORS configuration does not allow this origin",
  headline: (refusal) => {
    const server = refuser(refusal, findRefusal(refusal)?.certainty ?? "possible");
    const origin = quote(requestOrigin(refusal));
    return isOnlyOrigin(refusal)
      ? translate`${refuserName(server)} refused the origin ${origin}`
      : translate`${refuserName(server)} refused the CORS request from ${origin}`;
  },
  judges: ["preflight", "actual"],
  detect: findRefusal,
  explain: (refusal) => {
    const server = refuser(refusal, findRefusal(refusal)?.certainty ?? "possible");
    const add = originAdvice(refusal, server);
    if (isUnallowableOrigin(requestOrigin(refusal))) return add;
    if (isOnlyOrigin(refusal)) return server?.id === "rack-cors" ? `${add} ${translate(rackPattern)}` : add;
    const { method, headers } = refusedParts(refusal);
    const rest = [
      ...(method === null ? [] : [translate`the method ${quote(method)} to ${settingName(server, "method")}`]),
      ...(headers.length === 0 ? [] : [translate`${quoteAll(headers)} to ${settingName(server, "headers")}`]),
    ];
    return rest.length === 0
      ? add
      : translate`${add} If the origin is there already, add ${rest.join(translate(" and "))}.`;
  },
});

/** @see https://github.com/cyu/rack-cors#origin */
const rackPattern =
  "rack-cors compares a string literally. Write a pattern as a regular expression without quotes: `/\\Ahttps:…\\z/`.";

function findRefusal(refusal: RefusedFetch): ReasonMatch | undefined {
  const { exchange } = refusal;
  const stated = statedRefusal(refusal);
  if (stated) {
    const isOther = !stated.parts.includes("origin") && !stated.parts.includes("request");
    const isAllowed = stated.parts.includes("request") && allowedElsewhere(refusal) && isPreflightRefused(refusal);
    if (isOther || isAllowed || isThrownByOriginFunction(refusal)) return undefined;
    return { certainty: stated.certainty, evidence: stated.evidence, remedy: "grant" };
  }
  if (!isRefusedBy(refusal, "missing-allow-origin")) return undefined;
  const names = corsHeaderNames(exchange);
  // A misspelled name such as `…-Orgin` shows that the server allowed the origin, with a header that does not exist.
  if (names.some((name) => /^access-control-allow-o/i.test(name))) return undefined;
  const variesByOrigin = hasVary(exchange, "origin");
  const hasLists = names.some((name) =>
    /^access-control-(allow-(methods|headers|credentials)|expose-headers)$/i.test(name),
  );
  if (!hasLists && (!variesByOrigin || exchange.status >= 500)) return undefined;
  if (!hasLists && isPreflightRefused(refusal) && allowedElsewhere(refusal)) return undefined;
  const shown = [...(variesByOrigin ? ["Vary: Origin"] : []), ...names];
  // Then something else removed the header, or another CORS middleware handles this response.
  const isAllowedAtUrl = firstByAllowOrigin(refusal.history.ofUrl(exchange.url)).has(requestOrigin(refusal));
  const isRefuser = refusal.answeredBy.some((server) => server.certainty === "certain" && madeByCors(server));
  return {
    certainty: !isAllowedAtUrl && ((variesByOrigin && hasLists) || isRefuser) ? "certain" : "possible",
    evidence: translate`${quoteAll(shown)}, but no \`Access-Control-Allow-Origin\``,
    remedy: "grant",
  };
}

function madeByCors(server: RefusedFetch["answeredBy"][number]): boolean {
  return server.layer === "library" && server.madeResponse && hasCorsSettings(server);
}

/**
 * True where only the origin can be missing. Spring and Go's rs/cors also check the method and the headers before they
 * allow anything, and name all three in `Vary`; a response that lists the method and the headers has allowed them.
 */
function isOnlyOrigin(refusal: RefusedFetch): boolean {
  const parts = statedRefusal(refusal)?.parts;
  if (parts) return !parts.includes("request") && parts.length === 1;
  const { exchange, matches } = refusal;
  if (!isPreflightRefused(refusal) || !hasVary(exchange, "access-control-request-method")) return true;
  const isGranted = corsHeaderNames(exchange).some((name) => /^access-control-allow-(methods|headers)$/i.test(name));
  return isGranted && matches.every(({ cause }) => !/^(method|header)-not-allowed$/.test(cause.id));
}
