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
  // The path changes neither the origin nor whether the URL parses. The slash stays, because a URL parser strips a
  // space from the end of a URL but rejects it in a host.
  const authority = slash < 0 ? url : url.slice(0, slash + 1);
  return originOfServer(authority);
}

const originOfServer = memo(parseOrigin);

function parseOrigin(url: string): string {
  return URL.canParse(url) ? new URL(url).origin : "";
}

/** True for a URL whose scheme is http or https, whether the rest of the URL parses or not. */
export function isHttpUrl(url: string): boolean {
  return url.startsWith("https:") || url.startsWith("http:") || /^https?:/i.test(url);
}

/** The URL without its fragment, which browsers never send. @see https://url.spec.whatwg.org/#url-serializing */
export function withoutFragment(url: string): string {
  const hash = url.indexOf("#");
  return hash < 0 ? url : url.slice(0, hash);
}

/**
 * True when a page of this origin can be a secure context: its scheme is https, or its host is this machine.
 * @see https://w3c.github.io/webappsec-secure-contexts/#potentially-trustworthy-origin
 */
export function isPotentiallyTrustworthyOrigin(origin: string): boolean {
  if (!URL.canParse(origin)) return false;
  const { protocol, hostname } = new URL(origin);
  return protocol === "https:" || isLoopbackHost(hostname);
}
