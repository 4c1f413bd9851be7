import { getHeader } from "../fetch/headers.ts";
import { quote } from "../text/quote.ts";
import { translate } from "../text/translate.ts";
import { isUnallowableOrigin } from "../text/unallowable-origin.ts";
import { requestOrigin } from "./fingerprints/response.ts";
import { defineReason } from "./reason.ts";

export const credentialsNotNeeded = defineReason({
  id: "credentials-not-needed",
  title: "The request has the credentials mode `include`, but the recording shows no cookies",
  judges: ["preflight", "actual"],
  causes: ["wildcard-origin-with-credentials"],
  detect(refusal) {
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
    isUnallowableOrigin(requestOrigin(refusal))
      ? 'If the API needs no cookies, remove `credentials: "include"` (`withCredentials`) from the page.'
      : translate`If the API needs no cookies, remove \`credentials: "include"\` (\`withCredentials\`). Otherwise, send ${quote(requestOrigin(refusal))} instead of \`*\`.`,
});
