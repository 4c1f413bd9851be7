import { getHeader } from "../fetch/headers.ts";
import { quote } from "../text/quote.ts";
import { translate } from "../text/translate.ts";
import { isRefusedBy, requestOrigin } from "./fingerprints/response.ts";
import { defineReason } from "./reason.ts";

export const credentialsNotNeeded = defineReason({
  id: "credentials-not-needed",
  title: "The page sends the request with credentials, but there are no cookies",
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
    requestOrigin(refusal) === "null"
      ? 'If the API needs no cookies, remove `credentials: "include"` or `withCredentials` from the page.'
      : translate`If the API needs no cookies, remove \`credentials: "include"\` or \`withCredentials\` from the page. Otherwise let the server send ${quote(requestOrigin(refusal))} instead of \`*\`.`,
});
