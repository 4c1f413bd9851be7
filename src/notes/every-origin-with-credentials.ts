import { originsAllowedWithCredentials } from "../history/server-facts.ts";
import { quoteAll } from "../text/quote.ts";
import { translate } from "../text/translate.ts";
import { allowsCredentials, defineNote } from "./note.ts";

export const everyOriginWithCredentials = defineNote({
  id: "every-origin-with-credentials",
  title: "Every origin that asked was allowed by its own name, with credentials",
  mode: "cors",
  detect(passed) {
    if (!allowsCredentials(passed)) return;
    const origins = originsAllowedWithCredentials(passed.history.ofServer(passed.hop.url));
    return origins.length < 2 ? undefined : translate`${quoteAll(origins)} were allowed, and none was turned away`;
  },
  explain: () =>
    "The server may send back whatever `Origin` says, and then any site reads and acts as the user who visits it: ask it with an origin that is not yours, and compare with a list if that is allowed too.",
});
