import { isRedirectStatus } from "../fetch/status.ts";
import { translate } from "../text/translate.ts";
import { defineCause } from "./cause.ts";

export const redirectWithCredentials = defineCause({
  id: "redirect-with-credentials",
  title: "The server redirects to a URL that contains a user name or password",
  spec: "https://fetch.spec.whatwg.org/#http-redirect-fetch",
  reportedAs: { chrome: { actual: "RedirectContainsCredentials" }, firefox: "CORSDidNotSucceed" },
  says: {
    chrome: () =>
      "Redirect location '' contains a username and password, which is disallowed for cross-origin requests.",
    firefox: () => "(Reason: CORS request did not succeed). Status code: (null).",
  },
  check: "redirect-url",
  judges: ["actual"],
  judgesSameOrigin: true,
  remedy: "avoid-redirect",
  detect({ exchange, isCrossOrigin, pageOrigin }) {
    if (!isRedirectStatus(exchange.status) || !URL.canParse(exchange.redirectUrl)) return;
    const { username, password, origin } = new URL(exchange.redirectUrl);
    if ((username === "" && password === "") || (!isCrossOrigin && origin === pageOrigin)) return;
    return { subject: "Location", got: exchange.redirectUrl, want: translate("a URL without `user:password@`") };
  },
  explain: () =>
    "Redirect to a URL without a user name and password, or respond without a redirect. Browsers refuse such URLs in cross-origin redirects.",
});
