import type { Diagnosis } from "../diagnosis.ts";
import { type CorsFetch, type Exchange, type Header, type Hop, lastHop } from "../exchange.ts";
import { getHeader, isToken } from "../fetch/headers.ts";
import { pageSetUnsafeHeaderNames } from "../fetch/page-set-headers.ts";
import { browserSetHeaders, isCorsSafelistedMethod, isForbiddenRequestHeader } from "../fetch/safelist.ts";
import { redactHeaders } from "../redact/redact-headers.ts";
import { redactUrl } from "../redact/redact-url.ts";
import { visible } from "../text/visible.ts";
import { requestedHeaderNames } from "../verdict/check-response.ts";
import { type CurlOption, posixCurl, powershellCurl } from "./shell.ts";

/** A command that sends one request of a fetch as the browser does, and prints the response's status and headers. */
export interface CurlCommand {
  readonly step: "preflight" | "actual";
  /** For `sh`, `bash` and `zsh`. */
  readonly posix: string;
  /** For PowerShell on Windows, 5.1 and newer. */
  readonly powershell: string;
  /** Names of the request headers that a command line cannot carry. */
  readonly leftOut: readonly string[];
}

export interface CurlOptions {
  readonly secrets?: "redacted" | "kept";
  /** Where to send the requests in place of the URL's own server, such as `http://127.0.0.1:3000`; `Host` stays. */
  readonly address?: string;
}

/**
 * The commands that ask the server without a browser: the preflight of the deciding hop, where it needs one, and the
 * actual request without its body. Secrets are replaced by `REDACTED` unless `secrets` is `kept`. Empty where nothing can
 * be sent: for a URL that is not http, a method that is not a token, or an unknown page origin.
 */
export function curlCommands(fetch: CorsFetch, { secrets = "redacted", address }: CurlOptions = {}): CurlCommand[] {
  const hop = lastHop(fetch);
  if (!/^https?:/i.test(hop.url) || !URL.canParse(hop.url) || !isToken(hop.method) || hop.origin === "") return [];
  const { href, host, pathname, search } = new URL(hop.url);
  const url = address === undefined ? href : `${address}${pathname}${search}`;
  const hostHeader = address === undefined ? [] : [{ name: "Host", value: host }];
  const shown = secrets === "kept" ? url : redactUrl(url);
  const command = (step: CurlCommand["step"], method: string, headers: readonly Header[]): CurlCommand => {
    const sendable = [...hostHeader, ...headers].filter(isSendable);
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

/** A command for the application behind a proxy. */
export interface ApplicationCurl {
  /** The proxy's name, as in “nginx”. */
  readonly proxy: string;
  /** For POSIX shells; 3000 stands for the application's port. */
  readonly posix: string;
}

/**
 * The command that sends the request of the verdict's step to the application itself, on the server's machine, without the
 * proxy that answered; null where no proxy is known. What it shows says which of both has to change.
 */
export function applicationCurl({ fetch, verdict, answeredBy }: Diagnosis): ApplicationCurl | null {
  const proxy = answeredBy.find(({ layer, certainty }) => layer === "proxy" && certainty === "certain");
  if (!proxy) return null;
  const commands = curlCommands(fetch, { address: "http://127.0.0.1:3000" });
  const command = commands.find(({ step }) => step === verdict?.step) ?? commands.at(-1);
  return command ? { proxy: proxy.name, posix: command.posix } : null;
}

/** The preflight's CORS headers: as recorded, else as the Fetch standard makes them; null where none is needed. */
function preflightHeaders({ preflight, actual, method, origin }: Hop): Header[] | null {
  const recorded = preflight?.requestHeaders.filter(({ name }) => /^access-control-request-/i.test(name)) ?? [];
  if (recorded.length > 0) return [{ name: "Origin", value: origin }, ...recorded];
  const names = actual ? pageSetUnsafeHeaderNames(actual) : [];
  if (!preflight && names.length === 0 && isCorsSafelistedMethod(method)) return null;
  return [
    { name: "Origin", value: origin },
    { name: "Access-Control-Request-Method", value: method },
    ...(names.length > 0 ? [{ name: "Access-Control-Request-Headers", value: names.join(",") }] : []),
  ];
}

/** The origin, the headers that the page set, and the cookies. The browser's other headers do not matter for CORS. */
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

const maxValueLength = 4000;

/** False for a header that would end the line, control the terminal, or mean something else to curl. */
function isSendable({ name, value }: Header): boolean {
  return isToken(name) && value.length <= maxValueLength && visible(value) === value;
}

/** curl removes a header for `Name:`, and sends an empty one for `Name;`. */
function headerLine({ name, value }: Header): string {
  return value.trim() === "" ? `${name};` : `${name}: ${value}`;
}

/** curl needs `--head` for HEAD: with `-X HEAD` it waits for a body that never comes. */
function methodOption(method: string): CurlOption[] {
  if (method === "GET") return [];
  return method === "HEAD" ? [["--head"]] : [["-X", method]];
}
