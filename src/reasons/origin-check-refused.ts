import { methodsWithoutOrigin } from "../history/allowed-requests.ts";
import { quote } from "../text/quote.ts";
import { translate } from "../text/translate.ts";
import { isBareRefusal } from "./fingerprints/bare-refusal.ts";
import { originAdvice, refuser, refuserName } from "./fingerprints/cors-settings.ts";
import { allowedElsewhere } from "./fingerprints/refused-parts.ts";
import { requestOrigin } from "./fingerprints/response.ts";
import { statedRefusal } from "./fingerprints/stated-refusal.ts";
import { defineReason, type RefusedFetch } from "./reason.ts";

export const originCheckRefused = defineReason({
  id: "origin-check-refused",
  title: "The server refused the origin with an error status",
  headline: (refusal) =>
    translate`${refuserName(serverOf(refusal))} refused the origin ${quote(requestOrigin(refusal))} with HTTP ${refusal.exchange.status}`,
  judges: ["preflight", "actual"],
  detect(refusal) {
    if (!isBareRefusal(refusal) || statedRefusal(refusal) || allowedElsewhere(refusal)) return;
    const { method, status } = refusal.exchange;
    const others = withoutOrigin(refusal);
    if (others === "forbidden") return;
    const contrast =
      others === "passed"
        ? translate`, while ${quote(method)} without \`Origin\` passes`
        : translate(" with an `Origin`");
    return {
      certainty: certaintyOf(refusal),
      evidence: translate`short ${status} response to ${quote(method)}${contrast}, without \`WWW-Authenticate\``,
      remedy: "grant",
    };
  },
  explain: (refusal) => {
    const server = serverOf(refusal);
    const add = originAdvice(refusal, server);
    if (withoutOrigin(refusal) === "passed") return add;
    const test = translate("Repeat the request with curl, without the header `Origin`.");
    const passes = translate("If the request then passes, the server refuses the origin.");
    const fails = translate`If the request still gets HTTP ${refusal.exchange.status}, look for a missing permission or a firewall.`;
    return server || certaintyOf(refusal) === "certain"
      ? translate`${add} To confirm, send the request with curl and without \`Origin\`: the request passes.`
      : translate`${test} ${passes} ${fails} ${add}`;
  },
});

function certaintyOf(refusal: RefusedFetch): "certain" | "possible" {
  const server = refuser(refusal, "certain");
  return withoutOrigin(refusal) === "passed" || server?.madeResponse === true ? "certain" : "possible";
}

function serverOf(refusal: RefusedFetch) {
  return refuser(refusal, certaintyOf(refusal));
}

/** What became of the same request without `Origin`, where the recording has it. */
function withoutOrigin({ exchange, history }: RefusedFetch): "passed" | "forbidden" | undefined {
  const { passed, forbidden } = methodsWithoutOrigin(history.ofUrl(exchange.url));
  if (forbidden.has(exchange.method)) return "forbidden";
  return passed.has(exchange.method) ? "passed" : undefined;
}
