import type { Protocol } from "devtools-protocol";
import type { Express } from "express";
import type { CauseId } from "../../../src/causes/index.ts";

/** A server with one mistake (or none), a call that meets it, and what the browser makes of it. */
export type Scene = {
  /** Unique; the first path segment of everything that the scene serves. */
  readonly id: string;
  /** The mistake, in the words of somebody who made it. */
  readonly label: string;
  /** Where the page calls the scene; `api`, another port of the page's own site, unless said otherwise. */
  readonly at?: keyof Origins;
  /**
   * What a recording tells of each cross-origin request of the call: the cause, or `failed` for a failure that is not
   * CORS, or `unknown` where DevTools keeps back what would tell. What DevTools does not record at all is not listed.
   */
  readonly outcomes: readonly (CauseId | "allowed" | "failed" | "unknown")[];
  /** The `CorsError` names that Chromium reports, one for each refused fetch. */
  readonly errors: readonly Protocol.Network.CorsError[];
  /** Adds the scene's routes; the application is mounted under the scene's id on both servers. */
  readonly serve?: (app: Express, origins: Origins) => void;
  /** The body of an asynchronous function of `api` and `other`: the scene's address at `at`, and at `127.0.0.1`. */
  readonly call: string;
};

/** The addresses of a playground. */
export type Origins = {
  readonly page: string;
  readonly api: string;
  /** The API by another host name, which makes it another site too. */
  readonly other: string;
  /** Speaks TLS to the API, which does not. */
  readonly https: string;
  /** Nothing listens here. */
  readonly down: string;
  /** A port that browsers refuse to call. */
  readonly unsafe: string;
};

/** Scenes with kindred mistakes. */
export type Group = { readonly title: string; readonly scenes: readonly Scene[] };
