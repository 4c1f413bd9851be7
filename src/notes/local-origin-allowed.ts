import { getHeader } from "../fetch/headers.ts";
import { isLocalHost } from "../fetch/local-network-access.ts";
import { quote } from "../text/quote.ts";
import { translate } from "../text/translate.ts";
import { defineNote } from "./note.ts";

export const localOriginAllowed = defineNote({
  id: "local-origin-allowed",
  title: "A server on the internet lets a page of this machine read with credentials",
  mode: "cors",
  detect({ hop }) {
    const headers = hop.actual?.responseHeaders ?? [];
    const allowed = getHeader(headers, "Access-Control-Allow-Origin") ?? "";
    if (allowed !== hop.origin || !isLocal(allowed) || isLocal(hop.url)) return;
    if (getHeader(headers, "Access-Control-Allow-Credentials") !== "true") return;
    return translate`${quote(allowed)} is allowed, with credentials`;
  },
  explain: () =>
    "That is right for a server under test; in production it lets whatever listens at that port of a user's machine act as the user: keep such origins out of the production list.",
});

function isLocal(url: string): boolean {
  return URL.canParse(url) && isLocalHost(new URL(url).hostname);
}
