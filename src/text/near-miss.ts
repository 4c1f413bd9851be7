import { isLoopbackHost } from "../fetch/local-network-access.ts";
import { quote } from "./quote.ts";
import { translate } from "./translate.ts";

/** How an `Access-Control-Allow-Origin` value differs from an origin that it nearly names. */
export type NearMiss =
  | "trailing-slash"
  | "path"
  | "letter-case"
  | "scheme"
  | "port"
  | "default-port"
  | "www"
  | "loopback-name"
  | "subdomain-wildcard"
  | "quotes"
  | "no-scheme"
  | "several-values"
  | "placeholder"
  | "null";

/** Every way in which `value` nearly names `origin`; empty when the two are equal or not similar. */
export function nearMisses(value: string, origin: string): NearMiss[] {
  if (value === origin) return [];
  if (value === "null") return ["null"];
  if (isPlaceholder(value)) return ["placeholder"];
  if (/[ ,]/.test(value)) return value.split(/[ ,]+/).includes(origin) ? ["several-values"] : [];
  if (/^["'].*["']$/.test(value)) return ["quotes"];
  if (value.includes("*")) return matchesWildcard(value, origin) ? ["subdomain-wildcard"] : [];
  if (!value.includes("://")) return namesHostOf(value, origin) ? ["no-scheme"] : [];
  if (!URL.canParse(value) || !URL.canParse(origin)) return [];
  return [...spellingMisses(value, origin), ...componentMisses(new URL(value), new URL(origin))];
}

/** True for text that an unfilled template or an unset variable leaves behind. */
export function isPlaceholder(value: string): boolean {
  return (
    /^(undefined|none|nil|nan|false|true|\[object object\])$/i.test(value) ||
    /^\$\{?\w+\}?$|^\{\{.*\}\}$|^<.*>$|^%\w+%$|^https?:\/\/(undefined|null)?\/?$/i.test(value)
  );
}

function spellingMisses(value: string, origin: string): NearMiss[] {
  const parsed = new URL(value);
  if (parsed.origin !== origin) return [];
  const authority = value.slice(value.indexOf("://") + 3);
  const misses: NearMiss[] = [];
  if (/^[^/?#]*\/$/.test(authority)) misses.push("trailing-slash");
  else if (/[/?#]/.test(authority)) misses.push("path");
  if (/^[^/?#]*:(80|443)(?![0-9])/.test(authority) && parsed.port === "") misses.push("default-port");
  const written = value.slice(0, value.length - authority.length) + authority.replace(/[/?#].*$/, "");
  if (written !== written.toLowerCase()) misses.push("letter-case");
  return misses;
}

function componentMisses(got: URL, want: URL): NearMiss[] {
  if (got.origin === want.origin) return [];
  const isSameHost = got.hostname === want.hostname;
  const areLoopback = !isSameHost && isLoopbackHost(got.hostname) && isLoopbackHost(want.hostname);
  const differsInWww = !isSameHost && got.hostname.replace(/^www\./, "") === want.hostname.replace(/^www\./, "");
  if (!isSameHost && !areLoopback && !differsInWww) return [];
  const misses: NearMiss[] = [];
  if (got.protocol !== want.protocol) misses.push("scheme");
  if (differsInWww) misses.push("www");
  if (areLoopback) misses.push("loopback-name");
  if (got.port !== want.port && !(got.protocol !== want.protocol && got.port === "" && want.port === "")) {
    misses.push("port");
  }
  return got.pathname === "/" || got.pathname === "" ? misses : [...misses, "path"];
}

/**
 * True when the origin matches a pattern in which `*` stands for any text. The parts are compared one by one, because a
 * regular expression made from a recorded value could take forever.
 */
function matchesWildcard(pattern: string, origin: string): boolean {
  if (pattern === "*") return false;
  const target = pattern.includes("://") ? origin : origin.slice(origin.indexOf("://") + 3);
  const [first = "", ...others] = pattern.split("*");
  const last = others.pop() ?? "";
  if (!target.startsWith(first) || !target.endsWith(last)) return false;
  let at = first.length;
  for (const part of others) {
    const found = target.indexOf(part, at);
    if (found < 0) return false;
    at = found + part.length;
  }
  return at <= target.length - last.length;
}

function namesHostOf(value: string, origin: string): boolean {
  if (!URL.canParse(origin)) return false;
  const { host, hostname } = new URL(origin);
  const bareHost = value.replace(/^\/\//, "").replace(/\/$/, "").toLowerCase();
  return bareHost === host || bareHost === hostname;
}

/** What to change on the server, and then how `got` differs from `origin`, in plain sentences; "" without a near miss. */
export function explainNearMisses(misses: readonly NearMiss[], got: string, origin: string): string {
  const [first] = misses;
  if (first === undefined) return "";
  return [stepFor(first, got, origin), ...misses.map((miss) => differenceOf(miss, got, origin))].join(" ");
}

/** What to do about a near miss, in one sentence. */
function stepFor(miss: NearMiss, got: string, origin: string): string {
  switch (miss) {
    case "scheme":
    case "port":
    case "www":
    case "loopback-name":
      return translate`Add ${quote(origin)} to the server's allowed origins.`;
    case "subdomain-wildcard":
      return translate`On the server, compare the request's \`Origin\` with the pattern, and send the matching origin ${quote(origin)}.`;
    case "several-values":
      return translate`On the server, send ${quote(origin)} instead of the list ${quote(got)}.`;
    case "placeholder":
    case "null":
      return translate`On the server, set the allowed origin to ${quote(origin)}.`;
    default:
      return translate`On the server, change ${quote(got)} to ${quote(origin)}.`;
  }
}

function differenceOf(miss: NearMiss, got: string, origin: string): string {
  switch (miss) {
    case "trailing-slash":
      return translate("An origin has no slash at the end.");
    case "path":
      return translate("An origin has no path.");
    case "letter-case":
      return translate("Browsers send origins in lower case and compare every letter.");
    case "scheme":
      return translate`The server allows ${quote(schemePrefix(got))}, but the page uses ${quote(schemePrefix(origin))}.`;
    case "port":
      return translate`The server allows ${portLabel(got)}, but the page uses ${portLabel(origin)}.`;
    case "default-port":
      return translate("Browsers leave out the default port.");
    case "www":
      return translate("With and without `www.` are different origins.");
    case "loopback-name":
      return translate("`localhost`, `127.0.0.1` and `[::1]` are different origins.");
    case "subdomain-wildcard":
      return translate("Browsers do not understand patterns.");
    case "quotes":
      return translate("The quotes are part of the value.");
    case "no-scheme":
      return translate("The scheme is missing.");
    case "several-values":
      return translate("Browsers accept only one origin.");
    case "placeholder":
      return translate`${quote(got)} looks like an unfilled placeholder.`;
    case "null":
      return translate('`null` does not mean "any origin".');
  }
}

function schemePrefix(url: string): string {
  return `${url.split("://")[0]}://`;
}

function portLabel(url: string): string {
  const { port, protocol } = new URL(url);
  if (port) return translate`port ${port}`;
  return protocol === "https:"
    ? translate("the default port (443)")
    : protocol === "http:"
      ? translate("the default port (80)")
      : translate("no port");
}
