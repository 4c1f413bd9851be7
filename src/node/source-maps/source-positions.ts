// Says where the code of a bundle came from: what comes in are the diagnosed fetches of a page that was just opened, what
// goes out are the places in source files. Only servers that the page itself reached are asked, and only for the scripts
// that made blocked fetches.

import { unique } from "../../collections.ts";
import { type Diagnosis, isBlocked } from "../../diagnosis.ts";
import type { CallFrame, Recording, SourcePosition } from "../../exchange.ts";
import { framePlace, framesOf } from "../../explain/calling-function.ts";
import { isLoopbackHost } from "../../fetch/local-network-access.ts";
import { originOf } from "../../fetch/origin.ts";
import { loadSourceMap } from "./source-map.ts";

export interface SourcePositionOptions {
  /** What was read before, by `framePlace`. The scripts of these places are not asked for again. */
  readonly known?: ReadonlyMap<string, SourcePosition>;
  /** For all scripts together, in milliseconds. */
  readonly timeout?: number;
  /** Ends the loading when aborted. */
  readonly signal?: AbortSignal;
  /** True where the browser runs on another machine, whose `localhost` is another one. */
  readonly isRemote?: boolean;
}

/**
 * The sources of the places in code from which blocked fetches were made, by `framePlace`. A script without a source map
 * that can be read has none. Never rejects.
 */
export function readSourcePositions(
  recording: Recording,
  diagnoses: readonly Diagnosis[],
  options?: SourcePositionOptions,
): Promise<ReadonlyMap<string, SourcePosition>> {
  const blocked = diagnoses.filter(isBlocked).slice(-maxFetches);
  const frames = blocked
    .flatMap(({ fetch }) => framesOf(fetch))
    .filter((frame) => !options?.known?.has(framePlace(frame)));
  return readFrameSources(recording, unique(frames, framePlace), options);
}

/** The sources of these places in code, by `framePlace`, as `readSourcePositions` gives them. */
export async function readFrameSources(
  { exchanges, pages }: Pick<Recording, "exchanges" | "pages">,
  frames: readonly CallFrame[],
  { timeout = defaultTimeout, isRemote = false, signal: interrupt }: SourcePositionOptions = {},
): Promise<ReadonlyMap<string, SourcePosition>> {
  const positions = new Map<string, SourcePosition>();
  const reached = new Set(exchanges.filter(({ status }) => status > 0).map(({ url }) => originOf(url)));
  const mayLoad = (url: string) => {
    if (!/^https?:/i.test(url) || !URL.canParse(url) || !reached.has(originOf(url))) return false;
    return !(isRemote && isLoopbackHost(new URL(url).hostname));
  };
  // The places of inline scripts are counted in their document, and those in a source map are not.
  const documents = new Set(pages.values());
  const scripts = unique(frames.map(({ url }) => url))
    .filter((url) => mayLoad(url) && !documents.has(url))
    .slice(0, maxScripts);
  if (scripts.length === 0) return positions;
  const signal = AbortSignal.any([AbortSignal.timeout(timeout), ...(interrupt ? [interrupt] : [])]);
  await Promise.all(
    scripts.map(async (script) => {
      const find = await loadSourceMap(script, mayLoad, signal);
      if (find) addPositions(positions, frames, script, find);
    }),
  );
  return positions;
}

function addPositions(
  positions: Map<string, SourcePosition>,
  frames: readonly CallFrame[],
  script: string,
  find: (frame: CallFrame) => SourcePosition | null,
): void {
  for (const frame of frames) {
    const source = frame.url === script ? find(frame) : null;
    if (source) positions.set(framePlace(frame), source);
  }
}

/** In milliseconds. */
const defaultTimeout = 5000;
const maxFetches = 500;
const maxScripts = 30;
