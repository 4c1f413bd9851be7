import type { CauseId } from "../../causes/index.ts";
import { posixOption, posixWord } from "../../explain/shell.ts";
import { isCorsHeaderName } from "../../fetch/headers.ts";
import { lookAlikes } from "../../lookalikes/index.ts";
import { isSignInPage, signInProvider } from "../../reasons/fingerprints/sign-in.ts";
import { quote, quoteUrl } from "../../text/quote.ts";
import { adviceInsteadOfAllowing } from "../../text/unallowable-origin.ts";
import { hostOf } from "../../text/url-parts.ts";
import { adviceFor, isPlainName } from "./cause-advice.ts";
import { type ConsoleMessage, isErrorOfPage, readConsoleMessage } from "./console-message.ts";
import { allCauses, lookAlikeAdviceOf, neverText } from "./explanations.ts";
import { isFirefoxMessage, readLocalizedMessage } from "./localized-message.ts";
import { explainRelatedMessage } from "./related-message.ts";

/**
 * What a message from a browser's console means, what to do about it, and the command that finds out what the message does not say:
 * who responded, and with which headers. Undefined for any other text.
 */
export function explainMessage(text: string): string | undefined {
  const message = readConsoleMessage(text) ?? readLocalizedMessage(text);
  if (!message) {
    if (isFirefoxMessage(text)) return unreadReason;
    return isErrorOfPage(text) ? errorOfPage : explainRelatedMessage(text);
  }
  const { causes, lookAlike } = message;
  if (lookAlike !== null) return notCors(message, lookAlike);
  const [first] = causes;
  if (first === undefined) return [cutOff, ...nextStep(message)].join("\n");
  const found = allCauses.filter(({ id }) => causes.includes(id as CauseId));
  const advice = redirectAdvice(message) || unallowableAdvice(message) || adviceFor(first, message);
  return [
    advice,
    ...nextStep(message),
    "",
    ...found.map(({ id, title }) => `${id}: ${title}.`),
    ...(found[0] ? [neverText(found[0])] : []),
    `More: ${found.map(({ id }) => `cors-panel explain ${id}`).join(", ")}`,
  ].join("\n");
}

const cutOff =
  "The message is cut off: its reason follows after `blocked by CORS policy:`. Copy the whole line, and explain it again.";

const errorOfPage = [
  "A page gets this same error for a CORS refusal, for a server that is down and for a blocked request.",
  "The browser's console says why. Explain the console line that contains `blocked by CORS policy`, `Cross-Origin Request Blocked`, `Refused to connect`, or an error such as `net::ERR_CONNECTION_REFUSED`.",
  "Or export a HAR file in the Network panel and run `cors-panel diagnose FILE`, or run `cors-panel check URL` with the page's URL.",
].join("\n");

const unreadReason = [
  "Firefox refused this request. CORS Panel reads the reason only in English, or where it names a header or a status.",
  "Copy the address of the link at the end of the message. Its last part is the reason's name, such as `CORSExternalRedirectNotAllowed`. Explain that name.",
  "Or export a HAR file in the Network panel and run `cors-panel diagnose FILE`.",
].join("\n");

/** A failure before any check of CORS, for which no response header matters. */
function notCors({ url, value }: ConsoleMessage, id: string): string {
  const { title = "" } = lookAlikes.find((one) => one.id === id) ?? {};
  const host = url === null ? unnamedHost : quote(hostOf(url));
  const shown = value === null ? "" : ` (${quote(value)})`;
  return [
    `Not CORS: ${title}${shown}.`,
    lookAlikeAdvice[id]?.(host) ?? lookAlikeAdviceOf(id),
    `${id} (look-alike, not CORS): cors-panel explain ${id}`,
  ].join("\n");
}

const unnamedHost = "the server";

/** What to do, where the sentence alone shows it. */
const lookAlikeAdvice: Readonly<Record<string, (host: string) => string>> = {
  "content-security-policy": (host) =>
    `Add ${host} to \`connect-src\` (for an element: \`img-src\`, \`script-src\`, …) in the Content-Security-Policy of the page. The server needs no change.`,
  "mixed-content": (host) =>
    `Request ${host} over https${/:\d+`$/.test(host) ? ", at its port for https" : ""}. If the page does so already, the server redirects to http: let it redirect to https, or request the final URL.`,
  "blocked-by-extension": () =>
    "Try again in a private window without extensions. If your users have blockers too, rename the path so that it does not look like ads or tracking.",
  "server-not-listening": (host) =>
    `Start the server, or correct the host and port.${host === unnamedHost ? "" : ` Nothing listens at ${host}.`}`,
  "unknown-host-name": (host) => `Correct the host name, or its DNS record. The browser cannot resolve ${host}.`,
  "untrusted-certificate": (host) =>
    `Open ${host} in a tab to see the certificate's problem. Install a certificate that browsers trust.`,
  "network-error": (host) =>
    `Firefox got no response from ${host}: the server is down, its certificate is not trusted, or an extension or mixed content blocked the request. Open the URL in a tab to see which.`,
  "embedder-policy": (host) =>
    `Send \`Cross-Origin-Resource-Policy: cross-origin\` from ${host}. Or load the resource with \`crossorigin\` and CORS headers.`,
  "resource-policy": (host) => `Send \`Cross-Origin-Resource-Policy: cross-origin\` from ${host}.`,
};

/** What to do about an origin that no server can safely allow; "" for any other. */
function unallowableAdvice({ causes, origin, redirectedFrom }: ConsoleMessage): string {
  const isAboutOrigin = causes.some((id) => /allow-origin/.test(id));
  // A redirect to another origin makes the browser send `null` for a page that has an origin.
  return isAboutOrigin && origin !== null ? adviceInsteadOfAllowing(origin, redirectedFrom ?? "null") : "";
}

/** What to do about a login page, or a redirect whose target the message names; "" for any other request. */
function redirectAdvice({ causes, url, redirectedFrom }: ConsoleMessage): string {
  if (url === null || !URL.canParse(url)) return "";
  const requested = redirectedFrom ?? url;
  const isAboutUrl = causes.some((id) => /allow-origin|preflight-redirect/.test(id));
  if (isAboutUrl && isLoginPage(new URL(url), redirectedFrom))
    return `${redirectedFrom === null ? `${quote(hostOf(url))} shows a login page here` : `${quote(hostOf(redirectedFrom))} redirects the request to a login page`}, and \`fetch\` cannot show one. To sign in, open ${quoteUrl(requested)} as a page: with a link, or with \`location.href\`. For API requests without a session, let the server send a 401 with CORS headers instead.`;
  return isAboutUrl && redirectedFrom !== null
    ? `Request ${quoteUrl(url)} directly: ${quote(hostOf(redirectedFrom))} redirects the request there. The server at that URL must allow the page's origin.`
    : "";
}

/** An address such as `/auth` is an API's own, unless a redirect leads to it. */
function isLoginPage(url: URL, redirectedFrom: string | null): boolean {
  return signInProvider(url) !== "" || (redirectedFrom !== null && isSignInPage(url));
}

/** The command that shows what no message does; none for a refusal before any request. */
function nextStep({ causes: [cause], url, redirectedFrom, origin, value, isPreflight }: ConsoleMessage): string[] {
  if (cause !== undefined && /local-network|unsupported-scheme/.test(cause)) return [];
  const requested = redirectedFrom ?? url;
  const isKnown = requested !== null && /^https?:/.test(requested) && URL.canParse(requested);
  if (!isKnown || (origin !== null && !isPlainOrigin(origin)))
    return [
      "To see who responded, and the fix for that server: export a HAR file in the Network panel, and run",
      `  ${diagnoseFile}`,
    ];
  const isRefused = (id: CauseId) => cause === id && value !== null && isPlainName(value) && !isCorsHeaderName(value);
  const options = [
    posixWord(commandUrl(requested)),
    posixOption("--origin", origin ?? "ORIGIN"),
    ...(isRefused("method-not-allowed") ? [posixOption("--method", value ?? "")] : []),
    ...(isRefused("header-not-allowed") ? [posixOption("--header", value ?? "")] : []),
    ...(cause !== undefined && causesOfCredentials.has(cause) ? ["--credentials include"] : []),
    ...(isPreflight ? [] : ["--actual"]),
  ];
  const hints = [
    ...(origin === null ? ["replace ORIGIN by the page's origin"] : []),
    `add the request's own \`--method\` and \`--header\`${isPreflight && !options.some((option) => /^--(?:method|header)/.test(option)) ? ", without which there is no preflight" : ""}`,
  ];
  return [
    `To see who responded, and the fix for that server (${hints.join("; ")}):`,
    `  cors-panel preflight ${options.join(" ")}`,
  ];
}

/**
 * The URL without its fragment, and with escapes for quotes and for all characters beyond ASCII: PowerShell, to which the command
 * may be copied as well, reads typographic quotes as quotes.
 */
function commandUrl(url: string): string {
  const parsed = new URL(url);
  parsed.hash = "";
  return parsed.href.replaceAll("'", "%27");
}

/** True for the origin of a page, with no character that a shell acts on. */
function isPlainOrigin(origin: string): boolean {
  return /^[a-z][a-z\d+.-]*:\/\/[\w.:[\]-]+$/i.test(origin);
}

/** The refusals that a request without credentials does not show. */
const causesOfCredentials: ReadonlySet<CauseId> = new Set([
  "wildcard-origin-with-credentials",
  "allow-credentials-not-true",
]);

const diagnoseFile = "cors-panel diagnose FILE";
