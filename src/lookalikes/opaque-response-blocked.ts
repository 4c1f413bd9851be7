import { quote } from "../text/quote.ts";
import { translate } from "../text/translate.ts";
import { defineLookAlike, hasNetError } from "./lookalike.ts";

export const opaqueResponseBlocked = defineLookAlike({
  id: "opaque-response-blocked",
  title: "The browser blocked a response that does not fit the element (ORB)",
  headline: ({ exchange: { resourceType } }) =>
    resourceType === ""
      ? "The browser blocked a response that does not fit the element (ORB)"
      : translate`The browser blocked a response that does not fit a request of the type ${quote(resourceType)} (ORB)`,
  detect: (failure) => (hasNetError(failure, /^BLOCKED_BY_ORB$/) ? "certain" : undefined),
  explain: () =>
    "Check the response's status and `Content-Type`. An element without `crossorigin` can load only images, scripts and media, not JSON or an error page.",
});
