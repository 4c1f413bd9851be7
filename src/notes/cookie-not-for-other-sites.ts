import { getHeader, getHeaderLines } from "../fetch/headers.ts";
import { quote } from "../text/quote.ts";
import { translate } from "../text/translate.ts";
import { cookieName, defineNote, responseHeader } from "./note.ts";

export const cookieNotForOtherSites = defineNote({
  id: "cookie-not-for-other-sites",
  title: "The browser will not send this cookie from a page on another site",
  mode: "cors",
  detect(passed) {
    const { actual } = passed.hop;
    if (!actual || passed.credentials !== "include" || responseHeader(passed, "Set-Cookie") === null) return;
    if (getHeader(actual.requestHeaders, "Sec-Fetch-Site") !== "cross-site") return;
    const line = getHeaderLines(actual.responseHeaders, "Set-Cookie").find((cookie) => !isSentFromOtherSites(cookie));
    return line === undefined
      ? undefined
      : translate`${quote(cookieName(line))} is set without \`SameSite=None; Secure\``;
  },
  explain: () =>
    "Set the cookie with `SameSite=None; Secure`. Add `Partitioned` for browsers that block third-party cookies. Or serve the page and the API from one site.",
});

function isSentFromOtherSites(cookie: string): boolean {
  return /;\s*samesite=none\s*(;|$)/i.test(cookie) && /;\s*secure\s*(;|$)/i.test(cookie);
}
