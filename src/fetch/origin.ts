import { memo } from "../collections.ts";
import { isLoopbackHost } from "./local-network-access.ts";

/**
 * The serialized origin of a URL: `https://app.example`, "null" when it is opaque, or "" when the URL does not parse.
 * @see https://html.spec.whatwg.org/#ascii-serialisation-of-an-origin
 */
export function originOf(url: string): string {
  if (!url.startsWith("https://") && !url.startsWith("http://")) return parseOrigin(url);
  const slash = url.indexOf("/", "https://".length);
  if (slash === "https://".length) return parseOrigin(url);
  // Nothing after that slash decides whether such a URL parses, or what its origin is; without it, a blank would go.
  const authority = slash < 0 ? url : url.slice(0, slash + 1);
  return originOfServer(authority);
}

const originOfServer = memo(parseOrigin);

function parseOrigin(url: string): string {
  return URL.canParse(url) ? new URL(url).origin : "";
}

/** The host and port that a URL names; the URL itself when it does not parse. */
export function hostOf(url: string): string {
  return URL.canParse(url) ? new URL(url).host : url;
}

/** The URL without its fragment, which is never sent. */
export function withoutFragment(url: string): string {
  const hash = url.indexOf("#");
  return hash < 0 ? url : url.slice(0, hash);
}

/**
 * True when a page of this origin is a secure context, as far as its URL tells.
 * @see https://w3c.github.io/webappsec-secure-contexts/#potentially-trustworthy-origin
 */
export function isPotentiallyTrustworthyOrigin(origin: string): boolean {
  if (!URL.canParse(origin)) return false;
  const { protocol, hostname } = new URL(origin);
  return protocol === "https:" || isLoopbackHost(hostname);
}
