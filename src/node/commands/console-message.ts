// Reads what people copy from a browser's console. The text of one or more messages comes in; what the browser reports goes out,
// with the values in it. It guesses nothing that the text does not say.

import type { CauseId } from "../../causes/index.ts";

/** What a browser reports of one request in its console. */
export interface ConsoleMessage {
  /** The causes that the sentence can stand for; empty where CORS refused nothing. */
  readonly causes: readonly CauseId[];
  /** Id of the failure that is not CORS; null for a refusal, and where the sentence shows no failure. */
  readonly lookAlike: string | null;
  /** The URL that was refused; null where the text does not name it. */
  readonly url: string | null;
  /** The page's origin; null where the text does not name it. */
  readonly origin: string | null;
  /** The first URL of a redirected request; null where there was no redirect. */
  readonly redirectedFrom: string | null;
  /** True where the browser refused the preflight. */
  readonly isPreflight: boolean;
  /** The status of the refused response; null where the text does not name it. */
  readonly status: string | null;
  /** The header value, method, header name or directive that the sentence quotes; null where it quotes none. */
  readonly value: string | null;
}

/**
 * What the first message in a copied text reports; undefined where no known sentence of a browser is in it. A message that was cut off
 * before its reason has neither causes nor a look-alike.
 */
export function readConsoleMessage(text: string): ConsoleMessage | undefined {
  const lines = text.replace(/\s+/g, " ").split(startOfMessage);
  for (const line of lines) {
    const found = sentences.find(({ pattern }) => pattern.test(line));
    if (found) return readLine(line, found);
  }
  const cut = lines.find((line) => beforeReason.test(line));
  return cut === undefined ? undefined : readLine(cut, { pattern: beforeReason });
}

/** What Chrome prints before the reason of a refusal, at the end of a message. */
const beforeReason =
  /(?:has been blocked by CORS policy|Response to preflight request doesn't pass access control check):? ?$/;

/** Where another message may start, so that the sentence of one is not read with the URL of another. */
const startOfMessage =
  /(?=\bAccess to [\w ]{1,40} at '|\bCross-Origin Request Blocked: |\bCross-origin redirection to |\bRefused to (?:connect to|load) |\bConnecting to '|\bMixed Content: |\bContent-Security-Policy: The |\bFailed to load (?!resource\b)|\b(?:XMLHttpRequest|Fetch API) cannot load [^\s]+\. |\b(?:GET|HEAD|POST|PUT|PATCH|DELETE|OPTIONS) [a-z]+:\/\/)|(?<= due to access control checks\. )/;

function readLine(line: string, found: Sentence): ConsoleMessage {
  const words = line.replace(/:\/\/[^\s]+/g, "");
  const isPreflight = /preflight|Access-Control-Allow-(?:Methods|Headers)\b/i.test(words);
  return {
    causes: found.causes ?? [],
    lookAlike: found.lookAlike ?? null,
    url: firstGroup(line, urlPatterns),
    origin: firstGroup(line, originPatterns),
    redirectedFrom: firstGroup(line, redirectPatterns),
    isPreflight,
    status: firstGroup(line, [/\bStatus code: (\d{3})\b/i, /\bHTTP status code (\d{3})\b/]),
    value: found.pattern.exec(line)?.[1] ?? null,
  };
}

/** True for the error that a page gets whatever happened: it is the same for CORS, for a network error and for a blocked request. */
export function isErrorOfPage(text: string): boolean {
  return /\bFailed to fetch\b|\bNetworkError when attempting to fetch\b|\bTypeError: (Load failed|cancelled)\b|\bAxiosError\b|\bNetwork Error\b|\bXMLHttpRequest error\b|\bHttpErrorResponse\b|due to access control checks|net::ERR_FAILED\b/.test(
    text,
  );
}

interface Sentence {
  readonly pattern: RegExp;
  readonly causes?: readonly CauseId[];
  readonly lookAlike?: string;
}

/**
 * The sentences of Chromium, Firefox and WebKit, in versions of the last ten years; the first group is the quoted value.
 * @see https://source.chromium.org/chromium/chromium/src/+/main:third_party/blink/renderer/platform/loader/cors/cors_error_string.cc
 * @see https://searchfox.org/mozilla-central/source/dom/locales/en-US/chrome/security/security.properties
 * @see https://github.com/WebKit/WebKit/blob/main/Source/WebCore/loader/CrossOriginAccessControl.cpp
 */
const sentences: readonly Sentence[] = [
  {
    pattern: /Request had a target IP address space of [`'‘]([\w-]+)[`'’]/,
    causes: ["local-network-address-mismatch"],
  },
  {
    pattern: /Permission was denied for this request to access the [`'‘]([\w-]+)[`'’] address space/,
    causes: ["local-network-access-denied"],
  },
  {
    pattern: /not a secure context and the resource is in more-private address space [`'‘]([\w-]+)[`'’]/,
    causes: ["insecure-local-network"],
  },
  {
    pattern: /Redirect is not allowed for a preflight request|CORS request external redirect not allowed/,
    causes: ["preflight-redirect"],
  },
  { pattern: /disallowed for cross-origin requests that require preflight/, causes: ["preflight-redirect"] },
  {
    pattern: /contains (?:multiple|the multiple) values '([^']*)', but only one is allowed/,
    causes: ["multiple-allow-origins"],
  },
  {
    pattern: /Multiple CORS header ‘Access-Control-Allow-Origin’|cannot contain more than one origin/,
    causes: ["multiple-allow-origins"],
  },
  {
    pattern: /'Access-Control-Allow-Origin' header contains the invalid value '([^']*)'/,
    causes: ["invalid-allow-origin"],
  },
  {
    pattern: /'Access-Control-Allow-Origin' header has a value '([^']*)' that is not equal to the supplied origin/,
    causes: ["allow-origin-mismatch"],
  },
  {
    pattern: /CORS header ‘Access-Control-Allow-Origin’ does not match ‘([^’]*,[^’]*)’/,
    causes: ["multiple-allow-origins"],
  },
  {
    pattern: /CORS header ‘Access-Control-Allow-Origin’ does not match ‘([^’]*)’/,
    causes: ["allow-origin-mismatch", "invalid-allow-origin"],
  },
  {
    pattern: /must not be the wildcard '\*'|Credential is not supported if the CORS header|Cannot use wildcard in/,
    causes: ["wildcard-origin-with-credentials"],
  },
  {
    pattern: /'Access-Control-Allow-Credentials' header in the response is '([^']*)' which must be 'true'/,
    causes: ["allow-credentials-not-true"],
  },
  {
    pattern: /expected ‘true’ in CORS header|Credentials flag is true, but Access-Control-Allow-Credentials is not/,
    causes: ["allow-credentials-not-true"],
  },
  {
    pattern: /No 'Access-Control-Allow-Origin' header is present|CORS header ‘Access-Control-Allow-Origin’ missing/,
    causes: ["missing-allow-origin"],
  },
  {
    pattern: /Request header field ([^\s]+) is not allowed by Access-Control-Allow-Headers/,
    causes: ["header-not-allowed"],
  },
  {
    // Firefox wrote this until version 69.
    pattern: /missing token ‘([^’]+)’ in CORS header ‘Access-Control-Allow-Headers’/,
    causes: ["header-not-allowed"],
  },
  {
    pattern: /header ‘([^’]+)’ is not allowed according to header ‘Access-Control-Allow-Headers’/,
    causes: ["header-not-allowed"],
  },
  { pattern: /Method ([^\s]+) is not allowed by Access-Control-Allow-Methods/, causes: ["method-not-allowed"] },
  { pattern: /Did not find method in CORS header/, causes: ["method-not-allowed"] },
  { pattern: /Cannot parse Access-Control-Allow-Methods/, causes: ["invalid-allow-methods"] },
  {
    pattern: /invalid token ‘([^’]*)’ in CORS header ‘Access-Control-Allow-Methods’/,
    causes: ["invalid-allow-methods"],
  },
  { pattern: /Cannot parse Access-Control-Allow-Headers/, causes: ["invalid-allow-headers"] },
  {
    pattern: /invalid token ‘([^’]*)’ in CORS header ‘Access-Control-Allow-Headers’/,
    causes: ["invalid-allow-headers"],
  },
  {
    pattern:
      /It does not have HTTP ok status|CORS preflight (?:channel|response) did(?: not|n[’']t) succeed|Preflight response is not successful/,
    causes: ["preflight-status-not-ok"],
  },
  { pattern: /contains a username and password, which is disallowed/, causes: ["redirect-with-credentials"] },
  {
    pattern: /only supported for (?:protocol schemes|HTTP)|CORS request not http/i,
    causes: ["unsupported-scheme"],
  },
  {
    pattern: /Origin [^\s]+ is not allowed by Access-Control-Allow-Origin/,
    causes: ["missing-allow-origin", "allow-origin-mismatch"],
  },
  {
    pattern: /violates the following Content Security Policy directive: "((?!frame-ancestors)[^"]*)"/,
    lookAlike: "content-security-policy",
  },
  {
    pattern: /Content-Security-Policy: The page’s settings blocked .*?directive: “([^”]*)”/,
    lookAlike: "content-security-policy",
  },
  {
    pattern: /because it does not appear in the ([\w-]+) directive of the Content Security Policy/,
    lookAlike: "content-security-policy",
  },
  { pattern: /because it violates the document's Content Security Policy/, lookAlike: "content-security-policy" },
  { pattern: /^(?:.*\s)?Mixed Content: |Blocked loading mixed active content/, lookAlike: "mixed-content" },
  {
    pattern: /(?:was not allowed to (?:display|run)|requested) insecure content from /,
    lookAlike: "mixed-content",
  },
  { pattern: /net::(ERR_BLOCKED_BY_CLIENT)\b/, lookAlike: "blocked-by-extension" },
  { pattern: /net::(ERR_BLOCKED_BY_ADMINISTRATOR)\b/, lookAlike: "blocked-by-administrator" },
  { pattern: /net::(ERR_BLOCKED_BY_ORB)\b|OpaqueResponseBlocking/, lookAlike: "opaque-response-blocked" },
  { pattern: /net::(ERR_BLOCKED_BY_RESPONSE\.\w*Coep\w*)/, lookAlike: "embedder-policy" },
  { pattern: /net::(ERR_BLOCKED_BY_RESPONSE\.NotSame(?:Origin|Site))\b/, lookAlike: "resource-policy" },
  { pattern: /net::(ERR_CONNECTION_REFUSED)\b/, lookAlike: "server-not-listening" },
  { pattern: /net::(ERR_NAME_NOT_RESOLVED)\b/, lookAlike: "unknown-host-name" },
  { pattern: /net::(ERR_CERT_\w+)/, lookAlike: "untrusted-certificate" },
  { pattern: /net::(ERR_SSL_\w+)/, lookAlike: "tls-mismatch" },
  { pattern: /net::(ERR_EMPTY_RESPONSE|ERR_CONNECTION_RESET|ERR_CONNECTION_CLOSED)\b/, lookAlike: "server-hung-up" },
  { pattern: /net::(ERR_(?:CONNECTION_)?TIMED_OUT)\b/, lookAlike: "connection-timeout" },
  { pattern: /net::(ERR_ADDRESS_UNREACHABLE)\b/, lookAlike: "host-unreachable" },
  { pattern: /net::(ERR_UNSAFE_PORT)\b/, lookAlike: "unsafe-port" },
  { pattern: /net::(ERR_TOO_MANY_REDIRECTS)\b/, lookAlike: "too-many-redirects" },
  { pattern: /net::(ERR_INTERNET_DISCONNECTED)\b/, lookAlike: "offline" },
  { pattern: /net::(ERR_ABORTED)\b/, lookAlike: "aborted" },
  { pattern: /net::(ERR_(?:HTTP2|QUIC)_\w+)/, lookAlike: "broken-protocol" },
  {
    pattern: /net::(ERR_CONTENT_LENGTH_MISMATCH|ERR_CONTENT_DECODING_FAILED|ERR_INCOMPLETE_CHUNKED_ENCODING)\b/,
    lookAlike: "broken-body",
  },
  { pattern: /net::(ERR_INSUFFICIENT_RESOURCES)\b/, lookAlike: "exhausted-resources" },
  { pattern: /net::(ERR_(?:PROXY|TUNNEL)_CONNECTION_FAILED)\b/, lookAlike: "proxy-failure" },
  { pattern: /net::(ERR_(?:INVALID|UNSAFE)_REDIRECT)\b/, lookAlike: "unusable-redirect" },
  { pattern: /URL scheme "([\w.+-]+)" is not supported/, lookAlike: "unsupported-url-scheme" },
  { pattern: /Not allowed to load local resource/, lookAlike: "unsupported-url-scheme" },
  {
    pattern: /Request mode is "same-origin" but|Security Error: Content at .{1,500}? may not load data from/,
    lookAlike: "same-origin-mode",
  },
  { pattern: /Request mode is "no-cors" but the redirect mode is not "follow"/, lookAlike: "unwanted-redirect" },
  { pattern: /The FetchEvent for .{1,500}? resulted in a network error response/, lookAlike: "service-worker-answer" },
  { pattern: /CORS request did not succeed/, lookAlike: "network-error" },
  // The status in Chrome's Network panel.
  { pattern: /\(blocked:csp\)/, lookAlike: "content-security-policy" },
  { pattern: /\(blocked:mixed-content\)/, lookAlike: "mixed-content" },
  // Node.js, the proxies of development servers, and curl. None of them checks CORS.
  { pattern: /\b(ECONNREFUSED|curl: \(7\) Failed to connect to [\w.-]+ port \d+)/, lookAlike: "server-not-listening" },
  { pattern: /\b(ENOTFOUND|curl: \(6\))/, lookAlike: "unknown-host-name" },
  { pattern: /\b(curl: \(60\))/, lookAlike: "untrusted-certificate" },
];

const redirectPatterns: readonly RegExp[] = [
  /\(redirected from '([^\s]+)'\)/,
  /\bRedirect from '([^']+)' to '/,
  /\bcannot load ([^\s]+)\. The request was redirected to '/,
  /\bCross-origin redirection to .* cannot load ([^\s]+) due to access control checks/,
];

const urlPatterns: readonly RegExp[] = [
  /The request was redirected to '([^']+)'/,
  /\bAccess to .{1,40}? at '([^\s]+)' /,
  /\bCross-origin redirection to ([^\s]+) denied /,
  /\bRedirect from '[^']+' to '([^']+)'/,
  /remote resource at [‘']?([^\s’']+?)[’']?\. /,
  /\b(?:XMLHttpRequest|Fetch API) cannot load ([^\s]+?)(?:\.? |\.$)/,
  /\bFailed to load (?!resource\b)([a-z]+:[^\s]+?): /,
  /(?:Refused to (?:connect to|load .{1,40}?)|Connecting to|Fetch API cannot load) '([^']+)'/,
  /\bRefused to (?:connect to|load) ([a-z]+:[^\s]+) because /,
  /\binsecure content from ([^\s]+?)\.?(?: |$)/,
  /\binsecure (?:resource|XMLHttpRequest endpoint|[\w ]{1,30}) '([^']+)'/,
  /mixed active content “([^”]+)”/,
  /\bresource \([\w-]+\) at ([^\s]+) /,
  /\b(?:GET|HEAD|POST|PUT|PATCH|DELETE|OPTIONS) ([a-z]+:\/\/[^\s]+) /,
  /\bECONNREFUSED ([\d.]+:\d+|[\da-f]*::[\da-f:]+)/,
  /\bENOTFOUND ([\w-]+(?:\.[\w-]+)*)/,
  /\bCould not resolve host: ([\w-]+(?:\.[\w-]+)*)/,
];

const originPatterns: readonly RegExp[] = [
  /from origin '([^']+)'/,
  /Origin '([^']+)' is therefore not allowed/,
  /Origin ([a-z][a-z+.-]*:\/\/[^\s]+|null) is not allowed by Access-Control-Allow-Origin/,
  /The page at '([a-z]+:\/\/[^'/]+)(?:\/[^']*)?' was loaded over HTTPS/,
];

function firstGroup(text: string, patterns: readonly RegExp[]): string | null {
  for (const pattern of patterns) {
    const [, value] = pattern.exec(text) ?? [];
    if (value !== undefined) return value;
  }
  return null;
}
