// A browser that random fetches are made in, and what comes out: what its page saw, what it named itself, and the recording
// that the product judges.

import type { Diagnosis, Recording } from "../../../src/index.ts";
import type { RandomServers, SeenFetch } from "../random-servers.ts";

/** The fetches of one seed in a browser. */
export interface EngineRun {
  readonly seen: readonly SeenFetch[];
  readonly recording: Recording;
  /** The names under which the browser reported each refusal, by the fetch's id; null where it reports none. */
  readonly reported: ReadonlyMap<number, readonly string[]> | null;
  /** The ids of fetches of which the browser's own log lacks requests that the servers got; they cannot be compared. */
  readonly lost?: ReadonlySet<number>;
  /** What the recording was made from, to repeat a disagreement. */
  readonly raw: unknown;
}

/** A browser that is running. */
export interface OpenedEngine {
  /** Its name and version. */
  readonly version: string;
  readonly run: (servers: RandomServers) => Promise<EngineRun>;
  readonly close: () => Promise<void>;
}

/** A browser that can be started. */
export interface Engine {
  /** How many fetches a seed has. */
  readonly fetchesOfSeed: number;
  /** @throws with one line that says what to install where the browser is missing */
  readonly open: () => Promise<OpenedEngine>;
  /** Names that the browser gives to failures of any kind, so that they do not tell a refusal from another failure. */
  readonly vagueNames?: readonly string[];
  /** The names of a diagnosis in this browser's terms: of the verdict, and of what the recording cannot exclude. */
  readonly namesOf: (diagnosis: Diagnosis) => EngineNames;
}

export interface EngineNames {
  /** null where the diagnosis has no verdict, or the browser no name for it. */
  readonly verdict: string | null;
  readonly alternatives: readonly string[];
}

/** Chromium's names. */
export function chromeNames({ verdict, alternatives }: Diagnosis): EngineNames {
  return { verdict: verdict?.reportedAs.chrome ?? null, alternatives };
}
