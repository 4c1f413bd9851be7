import { defineLookAlike } from "./lookalike.ts";

export const unsentRequest = defineLookAlike({
  id: "unsent-request",
  title: "The browser did not send the request",
  detect({ exchange, hop }) {
    if (exchange.error === "") return "possible";
    return exchange.error === undefined && !exchange.mayHaveBeenSent && hop.preflight === null ? "possible" : undefined;
  },
  explain: ({ exchange }) =>
    exchange.error === ""
      ? "Look for the reason in the console: the page's Content-Security-Policy, a URL that is blocked in DevTools, or an address that pages may not open."
      : 'Look for the reason in the console: the page\'s Content-Security-Policy, `mode: "same-origin"`, a service worker that failed, or a URL that is blocked in DevTools. The request may also still be open.',
});
