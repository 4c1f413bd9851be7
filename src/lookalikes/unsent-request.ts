import { defineLookAlike } from "./lookalike.ts";

export const unsentRequest = defineLookAlike({
  id: "unsent-request",
  title: "The browser stopped the request before it was sent",
  detect({ exchange, hop }) {
    if (exchange.error === "") return "possible";
    return exchange.error === undefined && !exchange.mayHaveBeenSent && hop.preflight === null ? "possible" : undefined;
  },
  explain: ({ exchange }) =>
    exchange.error === ""
      ? "Look at the console for the reason: the page's Content-Security-Policy, a URL that is blocked in DevTools, or an address that pages may not open."
      : 'Look at the console for the reason: the page\'s Content-Security-Policy, `mode: "same-origin"`, a service worker that failed, a URL that is blocked in DevTools, or a request that is still open.',
});
