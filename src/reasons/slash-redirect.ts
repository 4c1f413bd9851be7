import { quote } from "../text/quote.ts";
import { translate } from "../text/translate.ts";
import { redirectEvidence, refusedRedirect, withoutTrailingSlash } from "./fingerprints/redirect.ts";
import { defineReason, type RefusedFetch } from "./reason.ts";

export const slashRedirect = defineReason({
  id: "slash-redirect",
  title: "The server redirects to add or remove a slash at the end of the path",
  headline: (refusal) =>
    addsSlash(refusal)
      ? "The server redirects to the same path with a slash at the end"
      : "The server redirects to the same path without a slash at the end",
  judges: ["preflight", "actual"],
  detect(refusal) {
    const { from, to } = refusedRedirect(refusal) ?? {};
    if (!from || !to || from.hostname !== to.hostname || from.pathname === to.pathname) return;
    if (withoutTrailingSlash(from.pathname) !== withoutTrailingSlash(to.pathname)) return;
    return { certainty: "certain", evidence: redirectEvidence(refusal), remedy: "avoid-redirect" };
  },
  explain: (refusal) => {
    const { from, to } = refusedRedirect(refusal) ?? {};
    const leavesHttps = from?.protocol === "https:" && to?.protocol === "http:";
    const downgrade = leavesHttps
      ? translate(
          " The redirect also changes https to http: the application behind the proxy does not know that the page uses https.",
        )
      : "";
    return translate`Request exactly the path ${quote(to?.pathname ?? "")}, or turn off the server's slash redirect.${downgrade}`;
  },
});

function addsSlash(refusal: RefusedFetch): boolean {
  return refusedRedirect(refusal)?.to.pathname.endsWith("/") ?? false;
}
