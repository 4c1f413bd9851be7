import { defineLookAlike } from "./lookalike.ts";

export const serviceWorkerAnswer = defineLookAlike({
  id: "service-worker-answer",
  title: "The page's service worker answered with something that the page may not have",
  detect({ fetch, exchange }) {
    if (exchange.fetchedViaServiceWorker) return "certain";
    return fetch.pageExchange?.error === "net::ERR_FAILED" && fetch.mode === "no-cors" ? "certain" : undefined;
  },
  explain: () =>
    "Look at the service worker's `fetch` handler: an error, an opaque (`no-cors`) response or a redirected one fails in the page like a CORS error. Tick “Bypass for network” in DevTools to see that it is so.",
});
