// A server is anything that can respond to a request: a CDN, a gateway, a reverse proxy, a framework, a CORS library or a
// product. One recorded response comes in; whether the server took part in it, and what shows that, goes out. A server
// knows no other server and no cause. It names the stacks that its code is written for by their ids, or its own setting.

import type { Policy } from "../remedy.ts";
import { quote } from "../text/quote.ts";
import { translate } from "../text/translate.ts";

/**
 * Where a server stands on the way of a request. A `product` is a finished program, such as a database: its users change
 * settings, and write no code.
 */
export type Layer = "cdn" | "gateway" | "proxy" | "framework" | "library" | "product";

/** One recorded response, with what may show who sent it. */
export interface ServerResponse {
  readonly method: string;
  /** Scheme of the URL with its colon. */
  readonly protocol: string;
  /** Host name of the URL in lower case, without the port. */
  readonly host: string;
  /** Port of the URL; "" for the scheme's default. */
  readonly port: string;
  /** Path of the URL, which begins with a slash. */
  readonly path: string;
  /** Query of the URL with its question mark, or "". */
  readonly query: string;
  /** 0 where there was no response. */
  readonly status: number;
  /** The value of a response header, several lines joined by `, `; null when it is absent. */
  readonly header: (name: string) => string | null;
  /** The names of the response headers in lower case, in the order of the response. */
  readonly headerNames: readonly string[];
  /** The names of the cookies that the response sets. */
  readonly cookieNames: readonly string[];
  /** The value of a request header; null when it is absent. */
  readonly requestHeader: (name: string) => string | null;
  /** The first 2,000 characters of the body; null where it is not recorded. */
  readonly body: string | null;
}

/** How surely a server was recognized, and by what. */
export interface Recognition {
  readonly certainty: "certain" | "possible";
  /** What shows it, in a few words with names and values in backticks: "`Server: nginx`". */
  readonly evidence: string;
}

/** The setting of a product or a development server that allows a page's origin. */
export interface ServerSetting {
  /** What to change, in one sentence without a period: "Add the origin to `OLLAMA_ORIGINS`". */
  readonly title: string;
  /** The language of the lines, as editors call it; `text` for the steps in a user interface. */
  readonly language: string;
  /** The lines to add to what is set already. They hold only what the policy adds. */
  readonly lines: (policy: Policy) => readonly string[];
  /** What to know before changing it, such as "Restart Ollama". */
  readonly warnings: readonly string[];
}

/** One thing that can respond, with everything that the engine knows of it. */
export interface Server<Id extends string = string> {
  readonly id: Id;
  /** The name for people. */
  readonly name: string;
  readonly layer: Layer;
  /** Undefined where nothing in the response points to this server. */
  readonly recognize: (response: ServerResponse) => Recognition | undefined;
  /**
   * True where this server made the response itself instead of passing one on from behind it, such as an error page of its
   * own. It is asked only about responses in which the server is recognized.
   */
  readonly answersItself?: (response: ServerResponse) => boolean;
  /**
   * Ids of the stacks that write code for it, the likeliest first; empty where there is none. A function where the
   * response shows which of them it is.
   */
  readonly stacks: readonly string[] | ((response: ServerResponse) => readonly string[]);
  /** Only for a server whose users allow an origin without writing code. */
  readonly setting?: ServerSetting;
}

/** Returns the server itself, typed with its literal id. */
export function defineServer<const Id extends string>(server: Server<Id>): Server<Id> {
  return server;
}

/** A server that a header's value names: "`Server: nginx`". The evidence leaves version numbers out. */
export function byHeader(
  { header }: ServerResponse,
  name: string,
  pattern: RegExp,
  certainty: Recognition["certainty"] = "certain",
): Recognition | undefined {
  const value = header(name);
  const shown = value === null ? undefined : pattern.exec(value)?.[0];
  return shown === undefined ? undefined : { certainty, evidence: quote(`${name}: ${shown}`) };
}

/** A server that one of these headers shows by its name alone. */
export function byHeaderName(
  { header }: ServerResponse,
  names: readonly string[],
  certainty: Recognition["certainty"] = "certain",
): Recognition | undefined {
  const found = names.find((name) => header(name) !== null);
  return found === undefined ? undefined : { certainty, evidence: quote(found) };
}

/** A server that the URL's host shows. */
export function byHost(
  { host }: ServerResponse,
  pattern: RegExp,
  certainty: Recognition["certainty"] = "certain",
): Recognition | undefined {
  return pattern.test(host) ? { certainty, evidence: translate`the host ${quote(host)}` } : undefined;
}

/** A server that the URL's path shows. */
export function byPath(
  { path }: ServerResponse,
  pattern: RegExp,
  certainty: Recognition["certainty"] = "possible",
): Recognition | undefined {
  const [shown] = pattern.exec(path) ?? [];
  return shown === undefined ? undefined : { certainty, evidence: translate`the path ${quote(shown)}` };
}

/** A server that a cookie shows by its name. */
export function byCookie(
  { cookieNames }: ServerResponse,
  pattern: RegExp,
  certainty: Recognition["certainty"] = "certain",
): Recognition | undefined {
  const found = cookieNames.find((name) => pattern.test(name));
  return found === undefined ? undefined : { certainty, evidence: translate`the cookie ${quote(found)}` };
}

/**
 * True where the response names no framework. Where it names one, a path or a port alone is no sign of a product that is not built
 * on this framework.
 */
export function hasNoFramework({ header }: ServerResponse): boolean {
  return header("X-Powered-By") === null && !/^Kestrel$/.test(header("Server") ?? "");
}

/** A server that words of the body show. */
export function byBody(
  { body }: ServerResponse,
  pattern: RegExp,
  certainty: Recognition["certainty"] = "certain",
): Recognition | undefined {
  const shown = body === null ? undefined : pattern.exec(body)?.[0];
  return shown === undefined ? undefined : { certainty, evidence: translate`the body ${quote(shown)}` };
}
