import type { FixContext, ServerRemedy } from "../../remedy.ts";
import { translate } from "../../text/translate.ts";
import type { Line, Snippet, Stack } from "../stack.ts";

/** How a development server forwards requests to the API, so that the page requests its own origin. */
export interface Forwarding {
  /** The API's origin. */
  readonly target: string;
  /** The start of the paths that are forwarded. */
  readonly prefix: string;
  /** True where the prefix is removed, because the API does not have it. */
  readonly stripsPrefix: boolean;
  /** True where the development server itself must follow the API's redirects. */
  readonly followsRedirects: boolean;
}

/**
 * The fixes of a development server. A browser applies CORS only across origins, and a proxy makes the request same-origin,
 * so that every remedy is the same proxy.
 */
export function proxyFixes(write: (forwarding: Forwarding) => readonly Snippet[]): Stack["fix"] {
  const fix = (remedy: ServerRemedy) => (_: unknown, context: FixContext) => {
    const forwarding = forwardingOf(context, remedy === "avoid-redirect");
    return write(forwarding).map((snippet) => ({
      ...snippet,
      title: snippet.title ?? titleOf(forwarding),
      warnings: [...warningsOf[remedy], ...snippet.warnings, ...ofEveryProxy],
    }));
  };
  return {
    grant: fix("grant"),
    "answer-preflight": fix("answer-preflight"),
    "send-once": fix("send-once"),
    "keep-on-errors": fix("keep-on-errors"),
    "avoid-redirect": fix("avoid-redirect"),
    vary: fix("vary"),
    "repair-server": fix("repair-server"),
  };
}

export const acceptOwnCertificate = "For an API with a certificate of its own making add `secure: false`.";

/** A comment that says how the page must write its URLs, because the proxy sees only requests to its own origin. */
export function inPage({ stripsPrefix }: Forwarding): Line[] {
  return [
    "",
    stripsPrefix
      ? "// In the page: /api and the path, in place of the API's origin and the path."
      : "// In the page: the path alone, without the API's origin.",
  ];
}

function forwardingOf({ server: { origin, path } }: FixContext, followsRedirects: boolean): Forwarding {
  return path === "/"
    ? { target: origin, prefix: "/api", stripsPrefix: true, followsRedirects }
    : { target: origin, prefix: path, stripsPrefix: false, followsRedirects };
}

function titleOf({ prefix, target }: Forwarding): string {
  return translate`In development: let the page call \`${prefix}\` on its own server, which passes it on to \`${target}\``;
}

const warningsOf: { readonly [R in ServerRemedy]: readonly string[] } = {
  grant: [],
  "answer-preflight": ["Within one origin the browser sends no preflight."],
  "send-once": ["Within one origin the browser does not look at these headers, however often they are sent."],
  "keep-on-errors": ["Within one origin the page sees every status."],
  "avoid-redirect": ["The development server follows the redirect itself, so that the page sees only its end."],
  vary: ["Within one origin there is no other origin's copy; clear the browser's cache once."],
  "repair-server": ["A proxy cannot answer for a server that is down: start or repair it first."],
};

const ofEveryProxy = [
  "It helps where the page comes from this development server, and nowhere else: the deployed page calls the API across origins again, and needs the API's own fix, or a proxy in front of both.",
  "The API still sees the page's `Origin` on POST, PUT and the like: one that answers foreign origins with an error still does.",
  "Cookies that the browser keeps for the API's own host are not sent: log in through the proxy.",
];
