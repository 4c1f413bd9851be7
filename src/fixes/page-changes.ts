import { unique } from "../collections.ts";
import type { Diagnosis } from "../diagnosis.ts";
import { lastHop } from "../exchange.ts";
import { jsString } from "../stacks/writing/quote.ts";
import { opaquePageKind } from "../text/opaque-page-kind.ts";
import { isPlainOrigin } from "../text/plain.ts";
import { quoteAll } from "../text/quote.ts";
import { translate } from "../text/translate.ts";
import { adviceInsteadOfAllowing } from "../text/unallowable-origin.ts";
import { finalUrl } from "./final-url.ts";
import type { Fix } from "./fix.ts";
import { isPublicPath } from "./placeholders.ts";
import type { PageChange, RequiredChanges } from "./required-changes.ts";

/** The changes that the calling page can make, each once, as fixes. */
export function pageFixes(chosen: readonly RequiredChanges[]): Fix[] {
  const changes = unique(chosen.flatMap(({ pageChanges }) => pageChanges));
  return changes.flatMap((change) => {
    const concerned = chosen.filter(({ pageChanges }) => pageChanges.includes(change));
    return concerned[0] ? [toFix(writers[change](concerned[0], concerned))] : [];
  });
}

function toFix(snippet: PageSnippet): Fix {
  const lines = snippet.code.split("\n");
  return {
    stack: "page",
    stackName: translate("The page"),
    certainty: "certain",
    remedy: "change-request",
    form: "change",
    language: "javascript",
    changed: lines.flatMap((line, index) => (isFrame(line) ? [] : [index])),
    ...snippet,
    title: translate(snippet.title),
    warnings: snippet.warnings.map((warning) => translate(warning)),
  };
}

/** True for comments and for lines that only open or close a bracket. */
function isFrame(line: string): boolean {
  return /^\s*\/\/|[[{(]$|^\s*[}\])]/.test(line);
}

type PageSnippet = Pick<Fix, "title" | "code" | "warnings"> & Partial<Pick<Fix, "language">>;

/** Writes each change of the page; of the recording only plain methods and URLs enter the code. */
const writers: {
  readonly [C in PageChange]: (first: RequiredChanges, concerned: readonly RequiredChanges[]) => PageSnippet;
} = {
  "upper-case-method": ({ method }) => ({
    title: translate`Write the method in upper case: \`${method}\``,
    code: fetchWith(`method: ${jsString(method)},`),
    warnings: [],
  }),
  "remove-response-headers": (_, concerned) => ({
    title: "Remove the `Access-Control-…` headers from the request",
    code: [
      "const headers = new Headers(options.headers);",
      "for (const name of [...headers.keys()]) {",
      "  if (name.startsWith('access-control-')) headers.delete(name);",
      "}",
      "fetch(url, { ...options, headers });",
    ].join("\n"),
    warnings: [
      translate`The page sends ${quoteAll(responseHeaderNames(concerned))}. If you find the lines that set these headers, delete those lines instead.`,
      "With axios, check `axios.defaults.headers` and interceptors.",
    ],
  }),
  "call-final-url": (first) => ({
    title: "Request the final URL directly, without the redirect",
    code: `fetch(${finalUrlCode(first)}, options);`,
    warnings: [
      first.diagnosis.verdict?.cause === "preflight-redirect"
        ? "Browsers never follow a redirect of a preflight."
        : "After a redirect between two other origins, the browser sends `Origin: null`. No server can safely allow `null`.",
      "The server at the final URL must allow the page's origin.",
    ],
  }),
  "omit-credentials": () => ({
    title: "Or send the request without credentials, because then `*` is enough",
    code: fetchWith("credentials: 'omit',"),
    warnings: [
      "Do this only if the request needs no cookies and no HTTP authentication. An `Authorization` header that the page sets still works.",
      "With XMLHttpRequest and axios, set `withCredentials = false`.",
    ],
  }),
  "replace-beacon": () => ({
    title: "Or send the data with `fetch` and without credentials, not with a beacon",
    code: "fetch(url, { method: 'POST', body, keepalive: true, credentials: 'omit' });",
    warnings: [
      "`keepalive` lets the request finish after the page closes, as `navigator.sendBeacon` does.",
      "If the server accepts a `text/plain` or `application/x-www-form-urlencoded` body, the beacon needs no CORS headers at all.",
    ],
  }),
  "add-scheme": () => ({
    title: "Start the URL with `http://` or `https://`",
    code: "fetch(`http://${hostAndPath}`, options);",
    warnings: ["In `localhost:3000/api`, the browser reads `localhost:` as the scheme."],
  }),
  "serve-page": ({ diagnosis: { fetch } }) => ({
    title: "Serve the page over http or https to give it an origin",
    language: "shell",
    code: "npx serve .",
    warnings: [
      ...(opaquePageKind(fetch) === "unknown" ? [ownFrame] : []),
      neverAllowNull,
      "If everyone may read the data, the server can send `*` without credentials.",
    ],
  }),
  "leave-sandbox": ({ diagnosis }) => (isSrcdoc(diagnosis) ? sendFromParent : keepFrameOrigin),
  "load-app-page": ({ diagnosis: { fetch } }) =>
    explained(adviceInsteadOfAllowing(lastHop(fetch).origin, fetch.origin)),
  "as-explained": ({ diagnosis: { verdict, reasons } }) => explained(reasons[0]?.explain ?? verdict?.explain ?? ""),
};

const neverAllowNull = "Do not allow `null` on the server. Every website can create a page with the origin `null`.";

const ownFrame =
  "If the page is your own sandboxed frame, add `allow-same-origin` to its `sandbox` attribute, or send the request from the page that contains the frame.";

/** A change without code; the first sentence of an explanation is its title. */
function explained(explanation: string): PageSnippet {
  const [title = ""] = explanation.split(/\.(?: |$)/);
  return { title, language: "text", code: explanation, warnings: [] };
}

/** True for a frame whose document is the value of an attribute, so that its own origin would be the page's around it. */
function isSrcdoc({ fetch }: Diagnosis): boolean {
  return fetch.hops[0]?.actual?.initiator.url.startsWith("about:srcdoc") === true;
}

const sendFromParent: PageSnippet = {
  title: "Send the request from the page that contains the sandboxed frame",
  code: [
    "// In the page that contains the frame. Replace `frame` with the iframe element.",
    "addEventListener('message', async (event) => {",
    "  if (event.source !== frame.contentWindow || event.data !== 'load') return;",
    "  const response = await fetch(url, options);",
    "  // The frame has no origin, so only '*' reaches it.",
    "  frame.contentWindow.postMessage(await response.text(), '*');",
    "});",
    "// In the frame:",
    "addEventListener('message', ({ data }) => console.log(data));",
    "parent.postMessage('load', '*');",
  ].join("\n"),
  warnings: [
    neverAllowNull,
    "The server must allow the origin of the page that contains the frame.",
    "Do not let the frame choose the URL: its code could then read every server that allows your page.",
  ],
};

/** @see https://developer.mozilla.org/en-US/docs/Web/HTML/Reference/Elements/iframe#sandbox */
const keepFrameOrigin: PageSnippet = {
  title: "Add `allow-same-origin` to the frame's `sandbox`, so that the frame keeps its origin",
  language: "html",
  code: [
    "<!-- Only if the frame's URL has another origin than this page -->",
    '<iframe sandbox="allow-scripts allow-same-origin" src="…"></iframe>',
  ].join("\n"),
  warnings: [
    neverAllowNull,
    "If the frame's URL has the same origin as the page that contains it, send the request from that page and pass the result on with `postMessage`. With `allow-scripts` and `allow-same-origin`, such a frame can remove its own sandbox.",
    "The server must then allow the origin of the frame's URL.",
    "If the response with the page has `Content-Security-Policy: sandbox`, add `allow-same-origin` there.",
  ],
};

/** A call of `fetch` with one more option. */
function fetchWith(option: string): string {
  return ["fetch(url, {", "  ...options,", `  ${option}`, "});"].join("\n");
}

function responseHeaderNames(concerned: readonly RequiredChanges[]): string[] {
  return unique(concerned.flatMap((required) => required.responseHeaderNames));
}

/** The redirect's target as a JavaScript string where it is plain; else a variable name. */
function finalUrlCode({ diagnosis: { fetch } }: RequiredChanges): string {
  const target = finalUrl(fetch);
  if (!URL.canParse(target)) return "finalUrl";
  const { origin, pathname, search, username } = new URL(target);
  const isPlain = isPlainOrigin(origin) && isPublicPath(pathname) && search === "" && username === "";
  return isPlain ? jsString(`${origin}${pathname}`) : "finalUrl";
}
