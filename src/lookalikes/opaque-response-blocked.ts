import { quote } from "../text/quote.ts";
import { translate } from "../text/translate.ts";
import { defineLookAlike, hasNetError } from "./lookalike.ts";

export const opaqueResponseBlocked = defineLookAlike({
  id: "opaque-response-blocked",
  title: "The browser withheld a response that is not what the element asked for (ORB)",
  headline: ({ exchange: { resourceType } }) =>
    resourceType === ""
      ? "The browser withheld a response that is not what the element asked for (ORB)"
      : translate`The browser withheld a response that is not what the ${quote(resourceType)} asked for (ORB)`,
  detect: (failure) => (hasNetError(failure, /^BLOCKED_BY_ORB$/) ? "certain" : undefined),
  explain: () =>
    "Look at the response's status and `Content-Type`: an element without `crossorigin` may load images, scripts and media only, not JSON or an error page.",
});
