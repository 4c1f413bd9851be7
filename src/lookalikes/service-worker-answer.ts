import { defineLookAlike } from "./lookalike.ts";

export const serviceWorkerAnswer = defineLookAlike({
  id: "service-worker-answer",
  title: "The page's service worker returned a response that the page cannot use",
  detect({ fetch, exchange }) {
    if (exchange.fetchedViaServiceWorker) return "certain";
    return fetch.pageExchange?.error === "net::ERR_FAILED" && fetch.mode === "no-cors" ? "certain" : undefined;
  },
  explain: () =>
    "Check the service worker's `fetch` handler. An error, an opaque (`no-cors`) response or a redirected response in the handler looks like a CORS error in the page. To confirm, tick “Bypass for network” in DevTools.",
});
