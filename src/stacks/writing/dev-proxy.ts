import type { FixContext, ServerRemedy } from "../../remedy.ts";
import { translate } from "../../text/translate.ts";
import type { Line, Snippet, Stack } from "../stack.ts";

/** How a development server is told to pass calls on to the API, so that the page calls its own origin. */
export interface Forwarding {
  /** The API's origin. */
  readonly target: string;
  /** The start of the paths that are passed on. */
  readonly prefix: string;
  /** True where the API does not know the prefix. */
  readonly strips: boolean;
  /** True where the development server is to follow the API's redirects itself. */
  readonly follows: boolean;
}

/**
 * The fixes of a development server: whatever a browser refuses across origins, it never judges within one, so that
 * every remedy is the same proxy.
 */
export function proxyFixes(write: (forwarding: Forwarding) => readonly Snippet[]): Stack["fix"] {
  const fix = (remedy: ServerRemedy) => (_: unknown, context: FixContext) => {
    const forwarding = forwardingOf(context, remedy === "avoid-redirect");
    return write(forwarding).map((snippet) => ({
      ...snippet,
      title: snippet.title ?? titleOf(forwarding),
      warnings: [...about[remedy], ...snippet.warnings, ...always],
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

/** The page's part, without which the proxy is never asked. */
export function inPage({ strips }: Forwarding): Line[] {
  return [
    "",
    strips
      ? "// In the page: /api and the path, in place of the API's origin and the path."
      : "// In the page: the path alone, without the API's origin.",
  ];
}

function forwardingOf({ server: { origin, path } }: FixContext, follows: boolean): Forwarding {
  return path === "/"
    ? { target: origin, prefix: "/api", strips: true, follows }
    : { target: origin, prefix: path, strips: false, follows };
}

function titleOf({ prefix, target }: Forwarding): string {
  return translate`In development: let the page call \`${prefix}\` on its own server, which passes it on to \`${target}\``;
}

const about: { readonly [R in ServerRemedy]: readonly string[] } = {
  grant: [],
  "answer-preflight": ["Within one origin the browser sends no preflight."],
  "send-once": ["Within one origin the browser does not look at these headers, however often they are sent."],
  "keep-on-errors": ["Within one origin the page sees every status."],
  "avoid-redirect": ["The development server follows the redirect itself, so that the page sees only its end."],
  vary: ["Within one origin there is no other origin's copy; clear the browser's cache once."],
  "repair-server": ["A proxy cannot answer for a server that is down: start or repair it first."],
};

const always = [
  "It helps where the page comes from this development server, and nowhere else: the deployed page calls the API across origins again, and needs the API's own fix, or a proxy in front of both.",
  "The API still sees the page's `Origin` on POST, PUT and the like: one that answers foreign origins with an error still does.",
  "Cookies that the browser keeps for the API's own host are not sent: log in through the proxy.",
];
