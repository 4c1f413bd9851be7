import { isLoopbackHost } from "../fetch/local-network-access.ts";

/** How an origin that should be kept out resembles one that is allowed. */
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

/** An origin that a careless comparison takes for an allowed one. */
export interface NearOrigin {
  readonly origin: string;
  readonly likeness: Likeness;
}

/** Reserved for tests: nobody is behind it. */
const foreign = "cors-panel-audit.test";
export const foreignOrigin = `https://${foreign}`;

/** The look-alikes of an allowed origin, from the most dangerous on; those of the null origin are few. */
export function nearOrigins(allowed: string): NearOrigin[] {
  const near: NearOrigin[] = [
    { origin: foreignOrigin, likeness: "unrelated" },
    { origin: "null", likeness: "null" },
  ];
  if (!/^https?:/.test(allowed)) return near.filter(({ origin }) => origin !== allowed);
  const { protocol, hostname, port } = new URL(allowed);
  const at = (host: string, likeness: Likeness) => near.push({ origin: originAt(protocol, host, port), likeness });
  const isAddress = hostname.startsWith("[") || /^[\d.]+$/.test(hostname);
  if (!isAddress) {
    at(`${hostname}.${foreign}`, "suffix");
    at(`evil${hostname}`, "prefix");
    for (const host of withoutOneDot(hostname)) at(host, "dot");
    at(`evil.${hostname}`, "subdomain");
  }
  const other = protocol === "https:" ? "http:" : "https:";
  // On this machine both schemes are as good as each other, and every port is a project of its own.
  if (!isLoopbackHost(hostname)) near.push({ origin: originAt(other, hostname, port), likeness: "scheme" });
  near.push({ origin: originAt(protocol, hostname, port === "8443" ? "9443" : "8443"), likeness: "port" });
  if (!isAddress)
    near.push({ origin: `${protocol}//${hostname.toUpperCase()}${port && `:${port}`}`, likeness: "letter-case" });
  return near;
}

function originAt(protocol: string, host: string, port: string): string {
  return `${protocol}//${host}${port && `:${port}`}`;
}

/** `app.example.com` as `appxexample.com` and `app.examplexcom`, which an unescaped dot in a pattern lets in. */
function withoutOneDot(hostname: string): string[] {
  return [...hostname.matchAll(/\./g)].map(({ index }) => `${hostname.slice(0, index)}x${hostname.slice(index + 1)}`);
}
