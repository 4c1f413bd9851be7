import { serverOf } from "../fetch/recorded-exchange.ts";
import { originsAllowedWithCredentials } from "../history/server-facts.ts";
import { quoteAll } from "../text/quote.ts";
import { translate } from "../text/translate.ts";
import { allowsCredentials, defineNote } from "./note.ts";

export const everyOriginWithCredentials = defineNote({
  id: "every-origin-with-credentials",
  title: "The server allowed every origin in the recording, with credentials",
  mode: "cors",
  detect(passed) {
    const { actual } = passed.hop;
    if (!actual || !allowsCredentials(passed)) return;
    const origins = originsAllowedWithCredentials(passed.history.ofOrigin(serverOf(actual)));
    return origins.length < 2 ? undefined : translate`the server allowed ${quoteAll(origins)} and refused none`;
  },
  explain: () =>
    "Send a request with an origin that is not yours. If the server allows that origin too, compare `Origin` with a list on the server. Otherwise any site can read and act as the user who visits the site.",
});
