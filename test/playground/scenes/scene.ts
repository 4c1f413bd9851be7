import type { Protocol } from "devtools-protocol";
import type { Express } from "express";
import type { CauseId } from "../../../src/causes/index.ts";

/** A server with one mistake (or none), code of a page that meets it, and what a recording and the browser show then. */
export type Scene = {
  /** Unique; the first path segment of everything that the scene serves. */
  readonly id: string;
  /** The mistake, in the words of a developer who made it. */
  readonly label: string;
  /** The address to which the page's requests go; `api`, another port of the page's own site, when absent. */
  readonly at?: keyof Origins;
  /**
   * What a recording of DevTools shows of each cross-origin fetch: the cause of its refusal, `failed` for a failure that
   * is not CORS, or `unknown` where DevTools withholds the response. Fetches that DevTools does not record are not listed.
   */
  readonly outcomes: readonly (CauseId | "allowed" | "failed" | "unknown")[];
  /** The `CorsError` names that Chromium reports, one for each refused fetch. */
  readonly errors: readonly Protocol.Network.CorsError[];
  /** Adds the scene's routes; the application is mounted under the scene's id on both servers. */
  readonly serve?: (app: Express, origins: Origins) => void;
  /** The body of an async function of `api` and `other`, which are the scene's addresses at `at` and at `127.0.0.1`. */
  readonly call: string;
};

/** The addresses of a playground. */
export type Origins = {
  readonly page: string;
  readonly api: string;
  /** The API by another host name, which makes it another site too. */
  readonly other: string;
  /** The API's address with `https:`, although the API has no TLS. */
  readonly https: string;
  /** Nothing listens here. */
  readonly down: string;
  /** A port to which browsers send no requests. */
  readonly unsafe: string;
};

/** Scenes with similar mistakes. */
export type Group = { readonly title: string; readonly scenes: readonly Scene[] };

/** The id of the scene that serves a URL; empty for a URL that cannot be read or has no path. */
export function sceneIdOf(url: string): string {
  return URL.canParse(url) ? (new URL(url).pathname.split("/")[1] ?? "") : "";
}

/**
 * The outcomes that a recording over the DevTools protocol shows. The protocol reports the blocked response of a worker, and a
 * request whose scheme is missing, both of which DevTools withholds from extensions.
 */
export function outcomesOverProtocol({ id, outcomes }: Scene): Scene["outcomes"] {
  if (id === "worker") return ["missing-allow-origin"];
  return id === "address-without-scheme" ? ["unsupported-scheme"] : outcomes;
}

/** Chromium's own errors that such a recording has. */
export function errorsOverProtocol({ id, errors }: Scene): Scene["errors"] {
  return id === "address-without-scheme" ? ["CorsDisabledScheme"] : errors;
}
