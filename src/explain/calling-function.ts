import { memoPerOwner } from "../collections.ts";
import type { Diagnosis } from "../diagnosis.ts";
import type { CallFrame, CorsFetch, Recording } from "../exchange.ts";
import { callFrames } from "../recording/call-frames.ts";
import { pathTemplate } from "../text/path-template.ts";

/**
 * The function of the page that asked for a fetch, with the stack that led to it. A function through which the fetches of
 * several callers go, such as a shared `request`, is a wrapper, and so is code below `node_modules`: the caller is the first
 * function outside of them, else the innermost one. Null where no stack is recorded.
 */
export interface CallingFunction {
  readonly caller: CallFrame;
  /** The innermost function first. */
  readonly frames: readonly CallFrame[];
}

/**
 * The calling function of a fetch, by what the other fetches of its recording share. Where source maps were read, they tell
 * which parts of a bundle are libraries.
 */
export function callingFunction(
  fetch: CorsFetch,
  diagnoses: readonly Diagnosis[],
  sourcePositions: Recording["sourcePositions"] = new Map(),
): CallingFunction | null {
  const frames = framesOf(fetch);
  const [innermost] = frames;
  if (!innermost) return null;
  const shared = wrappersIn(diagnoses);
  const isLibrary = (frame: CallFrame) => {
    const source = sourcePositions.get(framePlace(frame));
    return source?.isLibrary === true || /\/node_modules\//.test(source?.url ?? frame.url);
  };
  const caller = frames.find((frame) => !shared.has(framePlace(frame)) && !isLibrary(frame));
  return { caller: caller ?? innermost, frames };
}

/** The place of a frame as a text: equal for the same place in the same script. */
export function framePlace({ url, line, column }: CallFrame): string {
  return `${url}:${line}:${column}`;
}

/** The places in code from which different requests were made for different callers. */
function wrappersIn(diagnoses: readonly Diagnosis[]): ReadonlySet<string> {
  return rememberWrappers(diagnoses, "", () => {
    const uses = new Map<string, Use>();
    for (const { fetch } of diagnoses.slice(-maxComparedFetches)) {
      const keys = framesOf(fetch).map(framePlace);
      const request = requestOf(fetch);
      for (const [index, key] of keys.slice(0, -1).entries()) {
        const use = uses.get(key) ?? { callers: new Set(), requests: new Set() };
        use.callers.add(keys[index + 1] ?? "");
        use.requests.add(request);
        uses.set(key, use);
      }
    }
    const wrappers = [...uses].filter(([, { callers, requests }]) => callers.size > 1 && requests.size > 1);
    return new Set(wrappers.map(([key]) => key));
  });
}

interface Use {
  readonly callers: Set<string>;
  readonly requests: Set<string>;
}

const rememberWrappers = memoPerOwner<readonly Diagnosis[], ReadonlySet<string>>(1);

/** The latest fetches are enough to show a wrapper, and reading the stacks of all would take long. */
export const maxComparedFetches = 500;

function requestOf({ hops: [first] }: CorsFetch): string {
  return `${first?.method} ${pathTemplate(first?.url.replace(/[?#].*$/s, "") ?? "")}`;
}

/** The functions that led to a fetch, the innermost first; empty where no stack is recorded. */
export function framesOf({ hops: [first] }: CorsFetch): CallFrame[] {
  return first?.actual ? callFrames(first.actual.initiator) : [];
}
