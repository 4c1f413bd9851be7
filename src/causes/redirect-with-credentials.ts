import { isRedirectStatus } from "../fetch/status.ts";
import { defineCause } from "./cause.ts";

export const redirectWithCredentials = defineCause({
  id: "redirect-with-credentials",
  title: "The response redirects to a URL with a user name or password in it",
  spec: "https://fetch.spec.whatwg.org/#http-redirect-fetch",
  reportedAs: { chrome: { actual: "RedirectContainsCredentials" }, firefox: null },
  judges: ["actual"],
  remedy: "avoid-redirect",
  detect({ exchange }) {
    if (!isRedirectStatus(exchange.status) || !URL.canParse(exchange.redirectUrl)) return;
    const { username, password } = new URL(exchange.redirectUrl);
    if (username === "" && password === "") return;
    return { subject: "Location", got: exchange.redirectUrl, want: "a URL without `user:password@`" };
  },
  explain: () =>
    "A cross-origin redirect may not carry a user name or password in its URL: redirect without them, or answer directly.",
});
