import { type CorsFetch, type Exchange, type Header, type Hop, lastHop } from "../exchange.ts";
import { getHeader, isToken } from "../fetch/headers.ts";
import {
  browserSetHeaders,
  corsUnsafeRequestHeaderNames,
  isCorsSafelistedMethod,
  isForbiddenRequestHeader,
} from "../fetch/safelist.ts";
import { redactHeaders, redactUrl } from "../redact/redact.ts";
import { visible } from "../text/visible.ts";
import { requestedHeaderNames } from "../verdict/check-response.ts";
import { type CurlOption, posixCurl, powershellCurl } from "./shell.ts";

/** A command that sends one request of a fetch as the browser does and shows the answer's status and headers. */
export interface CurlCommand {
  readonly step: "preflight" | "actual";
  /** For `sh`, `bash` and `zsh`. */
  readonly posix: string;
  /** For PowerShell on Windows, 5.1 and newer. */
  readonly powershell: string;
  /** Names of request headers that no command line can carry as they are. */
  readonly leftOut: readonly string[];
}

/**
 * Commands that test the server without a browser: the preflight of the hop that decides, where one is needed, and the
 * actual request without its body. Secrets read `REDACTED` unless they are `kept`. Empty where nothing can be sent: a URL
 * that is not http, a method that is no token, a page whose origin is not known.
 */
export function curlCommands(
  fetch: CorsFetch,
  { secrets = "redacted" }: { readonly secrets?: "redacted" | "kept" } = {},
): CurlCommand[] {
  const hop = lastHop(fetch);
  if (!/^https?:/i.test(hop.url) || !URL.canParse(hop.url) || !isToken(hop.method) || hop.origin === "") return [];
  const url = new URL(hop.url).href;
  const shown = secrets === "kept" ? url : redactUrl(url);
  const command = (step: CurlCommand["step"], method: string, headers: readonly Header[]): CurlCommand => {
    const sendable = headers.filter(isSendable);
    const lines = (secrets === "kept" ? sendable : redactHeaders(sendable)).map(headerLine);
    const options: CurlOption[] = [...methodOption(method), ...lines.map((line) => ["-H", line] as const)];
    return {
      step,
      posix: posixCurl([...options, ["--url", shown]]),
      powershell: powershellCurl([...options, ["--url", shown]]),
      leftOut: headers.filter((header) => !isSendable(header)).map(({ name }) => name),
    };
  };
  const preflight = preflightHeaders(hop);
  return [
    ...(preflight ? [command("preflight", "OPTIONS", preflight)] : []),
    ...(hop.actual ? [command("actual", hop.method, actualHeaders(hop, hop.actual))] : []),
  ];
}

/** What the browser asks: as recorded, else as the Fetch standard writes it; null where it has nothing to ask. */
function preflightHeaders({ preflight, actual, method, origin }: Hop): Header[] | null {
  const recorded = preflight?.requestHeaders.filter(({ name }) => /^access-control-request-/i.test(name)) ?? [];
  if (recorded.length > 0) return [{ name: "Origin", value: origin }, ...recorded];
  const names = corsUnsafeRequestHeaderNames(actual?.requestHeaders ?? [], browserSetHeaders);
  if (!preflight && names.length === 0 && isCorsSafelistedMethod(method)) return null;
  return [
    { name: "Origin", value: origin },
    { name: "Access-Control-Request-Method", value: method },
    ...(names.length > 0 ? [{ name: "Access-Control-Request-Headers", value: names.join(",") }] : []),
  ];
}

/** What the page set, and the cookies; what else browsers send does not concern CORS. */
function actualHeaders({ preflight, method, origin }: Hop, { requestHeaders }: Exchange): Header[] {
  const asked = new Set(requestedHeaderNames(preflight?.requestHeaders ?? []));
  const byPage = requestHeaders.filter(({ name }) => {
    const lowerName = name.toLowerCase();
    if (lowerName === "cookie" || asked.has(lowerName)) return true;
    return !isForbiddenRequestHeader(name) && !browserSetHeaders.has(lowerName);
  });
  const bodiless = getHeader(requestHeaders, "Content-Type") === null && !/^(?:POST|PUT|PATCH)$/.test(method);
  return [{ name: "Origin", value: origin }, ...byPage, ...(bodiless ? [] : [{ name: "Content-Length", value: "0" }])];
}

const longestValue = 4000;

/** False for what would end a line, act on a terminal, or be read by curl as something else than a header. */
function isSendable({ name, value }: Header): boolean {
  return isToken(name) && value.length <= longestValue && visible(value) === value;
}

/** curl takes `Name:` as an order to leave a header out, and `Name;` for an empty one. */
function headerLine({ name, value }: Header): string {
  return value.trim() === "" ? `${name};` : `${name}: ${value}`;
}

/** After `-X HEAD` curl waits for a body that never comes. */
function methodOption(method: string): CurlOption[] {
  if (method === "GET") return [];
  return method === "HEAD" ? [["--head"]] : [["-X", method]];
}
