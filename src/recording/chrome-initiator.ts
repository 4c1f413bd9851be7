import { type Initiator, noInitiator } from "../exchange.ts";
import { type Fields, fieldsOf, numberOf, textOf } from "./fields.ts";

/** What made the browser send a request, from Chromium's HAR entries and from its protocol. */
export function readInitiator(value: unknown): Initiator {
  const { type, url, requestId, stack } = fieldsOf(value);
  if (typeof type !== "string") return noInitiator;
  const frame = topFrame(stack);
  return {
    type,
    url: typeof frame?.url === "string" ? frame.url : textOf(url),
    requestId: textOf(requestId),
    stack: stack ?? null,
  };
}

/** Equal for requests made by the same line of code; "" where it is not recorded. */
export function initiatorPlaceOf({ stack }: Initiator): string {
  const frame = topFrame(stack);
  return frame ? `${textOf(frame.url)}:${numberOf(frame.lineNumber)}:${numberOf(frame.columnNumber)}` : "";
}

/** The innermost call frame of a stack; that of the parent where an asynchronous boundary left the innermost empty. */
function topFrame(stack: unknown): Fields | undefined {
  let current = fieldsOf(stack);
  for (let depth = 0; depth < maxDepth; depth++) {
    const frame = framesOf(current)[0];
    if (frame !== undefined) return fieldsOf(frame);
    if (current.parent === undefined) return undefined;
    current = fieldsOf(current.parent);
  }
  return undefined;
}

/** The call frames of one part of a stack without those of the panel's own script. */
export function framesOf({ callFrames }: Fields): readonly unknown[] {
  if (!Array.isArray(callFrames)) return [];
  if (fieldsOf(callFrames[0]).url !== observerScript) return callFrames;
  const start = callFrames.findIndex((frame) => fieldsOf(frame).url !== observerScript);
  if (start < 0) return [];
  // Below the script is the WebAssembly function that called it.
  const isTrap = textOf(fieldsOf(callFrames[start]).url).startsWith("wasm://");
  return callFrames.slice(isTrap ? start + 1 : start);
}

/** The script with which the panel observes calls. Its frames are left out: the page made the call, not this script. */
const observerScript = "cors-panel-observer.js";

/** How many parts of a stack are read, between which asynchronous boundaries are. */
export const maxDepth = 32;
