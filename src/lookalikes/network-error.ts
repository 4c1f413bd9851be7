import { quote } from "../text/quote.ts";
import { translate } from "../text/translate.ts";
import { defineLookAlike, quotedServer } from "./lookalike.ts";

export const networkError = defineLookAlike({
  id: "network-error",
  title: "The request failed, and not by CORS",
  headline: ({ exchange }) =>
    exchange.error
      ? translate`The request failed with ${quote(exchange.error)}, which is not CORS`
      : "The request failed, and not by CORS",
  detect: () => "possible",
  explain: (failure) =>
    translate`Open ${quotedServer(failure)} in a tab of its own to see what happens without the page.`,
});
