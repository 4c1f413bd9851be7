import { allowsSeveralOriginsByName, lacksAllowOriginWithoutOrigin } from "../history/server-facts.ts";
import { defineNote, responseHeader } from "./note.ts";

export const missingVaryOrigin = defineNote({
  id: "missing-vary-origin",
  title: "The response depends on the origin, but has no `Vary: Origin`",
  mode: "cors",
  detect(passed) {
    const { hop, allowOrigin: allowed, history } = passed;
    const { method, status } = hop.actual ?? {};
    if (method !== "GET" || status === 304 || allowed === null || allowed !== hop.origin) return;
    if (/\bno-store\b/i.test(responseHeader(passed, "Cache-Control") ?? "")) return;
    if (/(^|,)\s*(origin|\*)\s*(,|$)/i.test(responseHeader(passed, "Vary") ?? "")) return;
    if (lacksAllowOriginWithoutOrigin(history.ofUrl(hop.url)))
      return "the same URL has no CORS headers without `Origin`";
    return allowsSeveralOriginsByName(history.ofServer(hop.url))
      ? "the server allows several origins, each by name"
      : undefined;
  },
  explain: () =>
    "Send `Vary: Origin` with every response of this URL, also without CORS headers. Otherwise a cache can give one page's response to a page of another origin, and the browser refuses the response.",
});
