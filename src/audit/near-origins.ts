import { unique } from "../collections.ts";
import { isLoopbackHost } from "../fetch/local-network-access.ts";
import { isAddressHost } from "./address-host.ts";
import type { PublicSuffixList } from "./public-suffix.ts";

/** How a forbidden origin resembles an allowed one. Each shows one mistake in the server's comparison. */
export type Likeness =
  | "unrelated"
  | "null"
  | "suffix"
  | "symbol"
  | "prefix"
  | "dot"
  | "truncated"
  | "other-suffix"
  | "idn"
  | "shared-suffix"
  | "label"
  | "sibling"
  | "subdomain"
  | "scheme"
  | "port"
  | "letter-case";

/** A forbidden origin that a careless comparison accepts as an allowed one. */
export interface NearOrigin {
  readonly origin: string;
  readonly likeness: Likeness;
}

/** No server can have this host name, because `.test` is reserved. @see https://www.rfc-editor.org/rfc/rfc6761#section-6.2 */
const foreignHost = "cors-panel-audit.test";
export const foreignOrigin = `https://${foreignHost}`;

/** True for a host name that stands for any name below a domain that somebody else owns. */
export function isForeignHost(hostname: string): boolean {
  return hostname === foreignHost || hostname.endsWith(`.${foreignHost}`);
}

/** The forbidden origins that resemble an allowed one. Origins other than http and https have only two. */
export function nearOrigins(allowed: string, list: PublicSuffixList): NearOrigin[] {
  const near: NearOrigin[] = [
    { origin: foreignOrigin, likeness: "unrelated" },
    { origin: "null", likeness: "null" },
  ];
  if (!/^https?:/.test(allowed)) return near.filter(({ origin }) => origin !== allowed);
  const { protocol, hostname, port } = new URL(allowed);
  const isLoopback = isLoopbackHost(hostname);
  for (const [likeness, hosts] of Object.entries(nearHosts(hostname, isLoopback, list)))
    for (const host of unique(hosts))
      near.push({ origin: originAt(protocol, host, port), likeness: likeness as Likeness });
  // On this machine, http is as safe as https, so the other scheme is no danger. Another port is another project.
  if (protocol === "https:" && !isLoopback)
    near.push({ origin: originAt("http:", hostname, port), likeness: "scheme" });
  near.push({ origin: originAt(protocol, hostname, port === "8443" ? "9443" : "8443"), likeness: "port" });
  if (!isAddressHost(hostname))
    near.push({ origin: originAt(protocol, hostname.toUpperCase(), port), likeness: "letter-case" });
  return near.filter(({ origin }) => URL.canParse(origin) || origin === "null");
}

type NearHosts = Partial<Record<Likeness, readonly string[]>>;

function nearHosts(hostname: string, isLoopback: boolean, list: PublicSuffixList): NearHosts {
  if (hostname.startsWith("[")) return {};
  const suffixed: NearHosts = {
    suffix: [`${hostname}.${foreignHost}`],
    symbol: hostSymbols.map((symbol) => `${hostname}${symbol}.${foreignHost}`),
  };
  if (isAddressHost(hostname)) return { ...suffixed, prefix: [`1${hostname}`] };
  if (isLoopback) return suffixed;
  const { suffix, domain, section } = list(hostname);
  const parent = hostname.slice(hostname.indexOf(".") + 1);
  return {
    ...suffixed,
    prefix: [...(domain === null ? [] : [`evil${domain}`]), `evil${hostname}`],
    dot: withOneDotReplaced(hostname),
    truncated: [truncated(hostname, list)],
    "other-suffix": domain === null || section !== "icann" ? [] : [withOtherSuffix(hostname, suffix)],
    idn: domain === null || section !== "icann" ? [] : withAccent(hostname, domain),
    "shared-suffix": section === "private" && domain !== null ? [`cors-panel-audit.${suffix}`] : [],
    label: hostname.startsWith("xn--") ? [] : [hostname.replace(/^[^.]+/, "$&-evil")],
    sibling: domain === null || hostname === domain ? [] : unique([`evil.${parent}`, `evil.${domain}`]),
    subdomain: [`evil.${hostname}`],
  };
}

/**
 * Symbols that browsers accept in the host name of a page although no registry sells such names. Whoever runs a DNS
 * server for a domain can answer for them below it. Measured: Chromium 156 and Firefox 153 send an `Origin` with each of
 * the two. Chromium also sends most other symbols that the URL standard allows, and Safari is known to do the same.
 * @see https://url.spec.whatwg.org/#forbidden-domain-code-point
 * @see https://portswigger.net/web-security/ssrf/url-validation-bypass-cheat-sheet
 */
const hostSymbols = ["_", "$"];

function originAt(protocol: string, host: string, port: string): string {
  return `${protocol}//${host}${port && `:${port}`}`;
}

/** `appxexample.com` and `app.examplexcom` for `app.example.com`: an unescaped dot in a pattern matches both. */
function withOneDotReplaced(hostname: string): string[] {
  return [...hostname.matchAll(/\./g)].map(({ index }) => `${hostname.slice(0, index)}x${hostname.slice(index + 1)}`);
}

/**
 * `app.example.co` for `app.example.com`: a search for the origin in a text that lists the allowed ones finds it. Of all
 * beginnings, the longest whose suffix a registry sells; the longest of all where there is none.
 */
function truncated(hostname: string, list: PublicSuffixList): string {
  for (let end = hostname.length - 1; end > 0; end -= 1) {
    const host = hostname.slice(0, end);
    const { section, domain } = list(host);
    if (section === "icann" && domain !== null && !host.endsWith(".")) return host;
  }
  return hostname.slice(0, -1);
}

/** `app.example.net` for `app.example.com`: a pattern that leaves the end of the domain open matches both. */
function withOtherSuffix(hostname: string, suffix: string): string {
  return `${hostname.slice(0, -suffix.length)}${suffix === "net" ? "org" : "net"}`;
}

/**
 * `app.xn--exmple-cua.com`, which is `app.exämple.com`, for `app.example.com`: a comparison that decodes the name and
 * ignores accents takes the two for equal.
 */
function withAccent(hostname: string, domain: string): string[] {
  const [label = ""] = domain.split(".");
  const vowel = label.search(/[aou]/);
  if (vowel < 0 || label.startsWith("xn--")) return [];
  const start = hostname.length - domain.length + vowel;
  const letter = { a: "ä", o: "ö", u: "ü" }[hostname[start] as "a" | "o" | "u"];
  const url = `https://${hostname.slice(0, start)}${letter}${hostname.slice(start + 1)}`;
  return URL.canParse(url) ? [new URL(url).hostname] : [];
}
