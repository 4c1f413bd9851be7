import { quote } from "../text/quote.ts";
import { translate } from "../text/translate.ts";
import { defineLookAlike, quotedServer } from "./lookalike.ts";

export const networkError = defineLookAlike({
  id: "network-error",
  title: "The request failed, but not because of CORS",
  headline: ({ exchange }) =>
    exchange.error
      ? translate`The request failed with ${quote(exchange.error)}, not because of CORS`
      : "The request failed, but not because of CORS",
  detect: () => "possible",
  explain: (failure) => translate`Open ${quotedServer(failure)} in a separate tab to see whether the server responds.`,
});
