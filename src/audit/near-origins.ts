import { isLoopbackHost } from "../fetch/local-network-access.ts";

/** How a forbidden origin resembles an allowed one. */
export type Likeness =
  | "unrelated"
  | "null"
  | "suffix"
  | "prefix"
  | "dot"
  | "subdomain"
  | "scheme"
  | "port"
  | "letter-case";

/** A forbidden origin that a careless comparison accepts as an allowed one. */
export interface NearOrigin {
  readonly origin: string;
  readonly likeness: Likeness;
}

/** No server can have this host name, because `.test` is reserved. */
const foreignHost = "cors-panel-audit.test";
export const foreignOrigin = `https://${foreignHost}`;

/**
 * The forbidden origins that resemble an allowed one, the most dangerous first. Origins other than http have only two.
 */
export function nearOrigins(allowed: string): NearOrigin[] {
  const near: NearOrigin[] = [
    { origin: foreignOrigin, likeness: "unrelated" },
    { origin: "null", likeness: "null" },
  ];
  if (!/^https?:/.test(allowed)) return near.filter(({ origin }) => origin !== allowed);
  const { protocol, hostname, port } = new URL(allowed);
  const add = (host: string, likeness: Likeness) => near.push({ origin: originAt(protocol, host, port), likeness });
  const isAddress = hostname.startsWith("[") || /^[\d.]+$/.test(hostname);
  if (!isAddress) {
    add(`${hostname}.${foreignHost}`, "suffix");
    add(`evil${hostname}`, "prefix");
    for (const host of withOneDotReplaced(hostname)) add(host, "dot");
    add(`evil.${hostname}`, "subdomain");
  }
  const otherScheme = protocol === "https:" ? "http:" : "https:";
  // On this machine, http is as safe as https, so the other scheme is no danger. Another port is another project.
  if (!isLoopbackHost(hostname)) near.push({ origin: originAt(otherScheme, hostname, port), likeness: "scheme" });
  near.push({ origin: originAt(protocol, hostname, port === "8443" ? "9443" : "8443"), likeness: "port" });
  if (!isAddress)
    near.push({ origin: `${protocol}//${hostname.toUpperCase()}${port && `:${port}`}`, likeness: "letter-case" });
  return near;
}

function originAt(protocol: string, host: string, port: string): string {
  return `${protocol}//${host}${port && `:${port}`}`;
}

/** `appxexample.com` and `app.examplexcom` for `app.example.com`: an unescaped dot in a pattern matches both. */
function withOneDotReplaced(hostname: string): string[] {
  return [...hostname.matchAll(/\./g)].map(({ index }) => `${hostname.slice(0, index)}x${hostname.slice(index + 1)}`);
}
