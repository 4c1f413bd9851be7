import { getHeader } from "../fetch/headers.ts";
import { quote } from "../text/quote.ts";
import { translate } from "../text/translate.ts";
import { isRefusedBy, requestOrigin } from "./fingerprints/response.ts";
import { defineReason } from "./reason.ts";

export const credentialsNotNeeded = defineReason({
  id: "credentials-not-needed",
  title: "The page asks for cookies to be sent, and there are none",
  judges: ["preflight", "actual"],
  detect(refusal) {
    if (!isRefusedBy(refusal, "wildcard-origin-with-credentials")) return;
    const { hop, exchange } = refusal;
    // A beacon always sends credentials.
    if (hop.actual?.resourceType === "ping") return;
    const { requestHeaders = [], hasWireHeaders } = hop.actual ?? {};
    if (getHeader(requestHeaders, "Cookie") !== null || getHeader(exchange.responseHeaders, "Set-Cookie") !== null)
      return;
    const hasToken = getHeader(requestHeaders, "Authorization") !== null;
    if (!hasWireHeaders && !hasToken) return;
    const evidence = hasToken
      ? "the login is in `Authorization`, which needs no credentials mode"
      : "neither `Cookie` in the request nor `Set-Cookie` in the response";
    return { certainty: "possible", evidence };
  },
  explain: (refusal) =>
    translate`If the API needs no cookies, take \`credentials: "include"\` or \`withCredentials\` out of the page, and \`*\` is enough; else let the server answer with ${quote(requestOrigin(refusal))}.`,
});
