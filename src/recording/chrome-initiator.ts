import { type CallFrame, type Initiator, noInitiator } from "../exchange.ts";
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

/** The functions that led to a request, the innermost first, across asynchronous calls. */
export function callFrames({ stack }: Initiator): CallFrame[] {
  const frames: CallFrame[] = [];
  let current: unknown = stack;
  for (let depth = 0; depth < maxDepth && typeof current === "object" && current !== null; depth++) {
    const fields = fieldsOf(current);
    for (const frame of framesOf(fields).slice(0, maxFrames - frames.length)) frames.push(readFrame(frame));
    current = fields.parent;
  }
  // A frame with neither shows nothing.
  return frames.filter(({ functionName, url }) => functionName !== "" || url !== "");
}

function readFrame(frame: unknown): CallFrame {
  const { functionName, url, lineNumber, columnNumber } = fieldsOf(frame);
  return {
    functionName: textOf(functionName),
    url: textOf(url),
    line: numberOf(lineNumber),
    column: numberOf(columnNumber),
  };
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
function framesOf({ callFrames }: Fields): readonly unknown[] {
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

const maxDepth = 32;
const maxFrames = 50;
