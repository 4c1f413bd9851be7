import { getHeaderLines } from "../fetch/headers.ts";
import { quoteAll } from "../text/quote.ts";
import { translate } from "../text/translate.ts";
import { type AllowedFetch, cookieName, defineNote, responseHeader } from "./note.ts";

export const ignoredSetCookie = defineNote({
  id: "ignored-set-cookie",
  title: "The browser ignored the cookie, because the page sent the request without credentials",
  mode: "cors",
  detect(passed) {
    if (passed.credentials !== "omit") return;
    const names = cookieNames(passed);
    return names.length === 0 ? undefined : translate`\`Set-Cookie\` of ${quoteAll(names)}`;
  },
  explain: () =>
    'To keep the cookie, send the request with `credentials: "include"` (`withCredentials`). Let the server allow the page\'s origin by name and send `Access-Control-Allow-Credentials: true`.',
});

function cookieNames(passed: AllowedFetch): string[] {
  // Few responses set a cookie.
  if (responseHeader(passed, "Set-Cookie") === null) return [];
  return getHeaderLines(passed.hop.actual?.responseHeaders ?? [], "Set-Cookie")
    .map(cookieName)
    .filter((name) => name !== "");
}
