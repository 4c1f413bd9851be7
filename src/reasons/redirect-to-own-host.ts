import { quote } from "../text/quote.ts";
import { translate } from "../text/translate.ts";
import { hostOf } from "../text/url-parts.ts";
import { defineReason, type RefusedFetch } from "./reason.ts";

/**
 * The page requests its own origin, and the server behind that redirects to the same path at another host: it does not know the host
 * under which the page reaches it.
 * @see https://learn.microsoft.com/en-us/azure/architecture/best-practices/host-name-preservation
 */
export const redirectToOwnHost = defineReason({
  id: "redirect-to-own-host",
  title: "The page's own server redirects the request to another host",
  headline: (refusal) => {
    const { from = "", to = "" } = redirectOf(refusal) ?? {};
    return translate`${quote(hostOf(from))} redirects the page's own request to ${quote(hostOf(to))}`;
  },
  judges: ["preflight", "actual"],
  detect(refusal) {
    const redirect = redirectOf(refusal);
    if (!redirect) return;
    return {
      certainty: "certain",
      evidence: translate`the same path at ${quote(hostOf(redirect.from))} and at ${quote(hostOf(redirect.to))}`,
      remedy: "change-request",
      // The redirect may be intended. The page then reads the response of the other host, which has to allow the page.
      orServer: true,
    };
  },
  explain: (refusal) => {
    const { from = "", to = "" } = redirectOf(refusal) ?? {};
    return translate`Without the redirect, the request needs no CORS headers: let the proxy at ${quote(hostOf(from))} pass on the page's host, or open the page at ${quote(hostOf(to))}. If the redirect is intended, allow the page's origin at ${quote(hostOf(to))}.`;
  },
});

/** The first and the last URL of a redirect from the page's origin to the same path at another host; undefined for any other. */
function redirectOf({ fetch, hop }: RefusedFetch): { readonly from: string; readonly to: string } | undefined {
  const [first] = fetch.hops;
  if (!first || first === hop || first.isCrossOrigin !== false) return undefined;
  if (!URL.canParse(first.url) || !URL.canParse(hop.url)) return undefined;
  const [from, to] = [new URL(first.url), new URL(hop.url)];
  // A file is often moved to a CDN on purpose.
  const isFile = /\.\w+$/.test(from.pathname);
  const isSamePath = from.pathname === to.pathname && from.pathname !== "/" && !isFile;
  return isSamePath && from.hostname !== to.hostname ? { from: from.href, to: to.href } : undefined;
}
