import { getHeader } from "../fetch/headers.ts";
import { allowsSeveralOriginsByName, lacksAllowOriginWithoutOrigin } from "../history/server-facts.ts";
import { defineNote } from "./note.ts";

export const missingVaryOrigin = defineNote({
  id: "missing-vary-origin",
  title: "The answer depends on the origin, and no `Vary: Origin` says so",
  mode: "cors",
  detect({ hop, history }) {
    const { method, status, responseHeaders } = hop.actual ?? { responseHeaders: [] };
    const allowed = getHeader(responseHeaders, "Access-Control-Allow-Origin");
    if (method !== "GET" || status === 304 || allowed === null || allowed !== hop.origin) return;
    if (/\bno-store\b/i.test(getHeader(responseHeaders, "Cache-Control") ?? "")) return;
    if (/(^|,)\s*(origin|\*)\s*(,|$)/i.test(getHeader(responseHeaders, "Vary") ?? "")) return;
    if (lacksAllowOriginWithoutOrigin(history.ofUrl(hop.url)))
      return "the same URL has no CORS headers without `Origin`";
    return allowsSeveralOriginsByName(history.ofServer(hop.url))
      ? "the server allows each origin that asks, by its name"
      : undefined;
  },
  explain: () =>
    "A cache may hand one page's copy to another, which then fails now and then: send `Vary: Origin` with every response of this URL, also without CORS headers.",
});
