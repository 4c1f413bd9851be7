import type { FixContext, Policy, ServerRemedy } from "../../remedy.ts";
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
  const fix = (remedy: ServerRemedy) => (policy: Policy, context: FixContext) => {
    const forwarding = forwardingOf(context, remedy === "avoid-redirect");
    return write(forwarding).map((snippet) => ({
      ...snippet,
      title: snippet.title ?? titleOf(forwarding),
      warnings: [...warningsOf(remedy), ...snippet.warnings, ...limits(policy)],
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

/** Says how the proxy accepts a self-signed certificate; empty where the API has none, because it uses http. */
export function ownCertificate(target: string, option = "secure: false"): string[] {
  return target.startsWith("https:") ? [translate`If the API has a self-signed certificate, add \`${option}\`.`] : [];
}

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
  return translate`In development, you can leave the server unchanged: let the dev server forward \`${prefix}\` to \`${target}\``;
}

function warningsOf(remedy: ServerRemedy): string[] {
  if (remedy === "vary") return ["Clear the browser's cache once; it still holds old responses."];
  return remedy === "repair-server" ? ["Start or repair the API first. The proxy cannot respond for the API."] : [];
}

function limits({ credentials, maybeCredentials }: Policy): string[] {
  return [
    "This only helps in development. For the deployed page, use the API's own fix, or a proxy in front of both.",
    "The API still gets the page's `Origin` header with POST, PUT and DELETE. If the API refuses the origin, allow it there.",
    ...(credentials || maybeCredentials
      ? ["Log in through the proxy. The browser does not send the API's own cookies to the proxy."]
      : []),
  ];
}
