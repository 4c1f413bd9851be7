import { unique } from "../collections.ts";
import { lastHop } from "../exchange.ts";
import { jsString } from "../stacks/writing/quote.ts";
import { isPlainOrigin, isPlainPath } from "../text/plain.ts";
import { quoteAll } from "../text/quote.ts";
import { translate } from "../text/translate.ts";
import type { Fix } from "./fix.ts";
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
    title: translate`Write the method as \`${method}\`, in upper case`,
    code: fetchWith(`method: ${jsString(method)},`),
    warnings: ["Browsers put GET, HEAD, POST, PUT, DELETE and OPTIONS in upper case themselves, and no other method."],
  }),
  "remove-response-headers": (_, concerned) => ({
    title: "Take the `Access-Control-...` headers out of the request: only the server's answer may carry them",
    code: [
      "const headers = new Headers(options.headers);",
      "for (const name of [...headers.keys()]) {",
      "  if (name.startsWith('access-control-')) headers.delete(name);",
      "}",
      "fetch(url, { ...options, headers });",
    ].join("\n"),
    warnings: [
      translate`The page sends ${quoteAll(responseHeaderNames(concerned))}. Better than removing them at the last moment: delete the lines that set them.`,
      "With axios look into `axios.defaults.headers` and interceptors.",
    ],
  }),
  "call-final-url": (first) => ({
    title: "Call the final URL directly, without the redirect",
    code: `fetch(${finalUrl(first)}, options);`,
    warnings: [
      "After a redirect between two other origins the browser sends `Origin: null`, which no server can safely allow; and a preflight may not be redirected at all.",
      "The server at the final URL must allow the page's origin itself.",
      "Look for `http://` in place of `https://`, a missing or extra slash at the end, and `www.`.",
    ],
  }),
  "omit-credentials": () => ({
    title: "Or do without cookies in the page: then `*` is enough",
    code: fetchWith("credentials: 'omit',"),
    warnings: [
      "Only if the server needs no cookies and no HTTP authentication for this call; an `Authorization` header that the page sets itself still works.",
      "With XMLHttpRequest and axios: `withCredentials = false`.",
    ],
  }),
  "replace-beacon": () => ({
    title: "Or send the beacon with `fetch`, which can leave the credentials out",
    code: "fetch(url, { method: 'POST', body, keepalive: true, credentials: 'omit' });",
    warnings: [
      "`keepalive` lets the request outlive the page, as `navigator.sendBeacon` does.",
      "A body of the type `text/plain` or `application/x-www-form-urlencoded` needs no CORS headers at all, if the server reads it.",
    ],
  }),
  "add-scheme": () => ({
    title: "Write `http://` or `https://` in front of the URL",
    code: "fetch(`http://${hostAndPath}`, options);",
    warnings: ["In `localhost:3000/api` the browser reads `localhost:` as the scheme."],
  }),
  "serve-page": () => ({
    title: "Open the page over http or https, so that it has an origin",
    language: "shell",
    code: "npx serve .",
    warnings: [
      "The page is a `file:` or `data:` page or a sandboxed frame, and sends `Origin: null`. Any website can do the same, so allowing `null` would let every one of them in.",
      "For a sandboxed frame of your own: add `allow-same-origin` to its `sandbox`, or let the page around it make the call.",
      "For data that everybody may read the server can answer `*`, without credentials.",
    ],
  }),
  "as-explained": ({ diagnosis: { verdict, reasons } }) => {
    const [reason] = reasons;
    const title = reason?.title ?? "No server setting helps here: the page, or how it is opened, must change";
    return { title, language: "text", code: reason?.explain ?? verdict?.explain ?? "", warnings: [] };
  },
};

/** A call of `fetch` with one more option. */
function fetchWith(option: string): string {
  return ["fetch(url, {", "  ...options,", `  ${option}`, "});"].join("\n");
}

function responseHeaderNames(concerned: readonly RequiredChanges[]): string[] {
  return unique(concerned.flatMap((required) => required.responseHeaderNames));
}

/** The redirect's target as a JavaScript string where it is plain; else a variable name. */
function finalUrl({ diagnosis: { fetch } }: RequiredChanges): string {
  const { preflight, url } = lastHop(fetch);
  const target = preflight?.redirectUrl || url;
  if (!URL.canParse(target)) return "finalUrl";
  const { origin, pathname, search, username } = new URL(target);
  const isPlain = isPlainOrigin(origin) && isPlainPath(pathname) && search === "" && username === "";
  return isPlain ? jsString(`${origin}${pathname}`) : "finalUrl";
}
