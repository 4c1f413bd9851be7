import { type Initiator, noInitiator } from "../exchange.ts";
import { type Fields, fieldsOf, numberOf, textOf } from "./fields.ts";

/** What made the browser send a request, from Chromium's HAR entries and from its protocol. */
export function readInitiator(value: unknown): Initiator {
  const { type, url, requestId, stack } = fieldsOf(value);
  if (typeof type !== "string") return noInitiator;
  const frame = topFrame(stack);
  const script = textOf(frame?.url);
  return {
    type,
    url: typeof frame?.url === "string" ? script : textOf(url),
    requestId: textOf(requestId),
    callSite: frame ? `${script}:${numberOf(frame.lineNumber)}:${numberOf(frame.columnNumber)}` : "",
  };
}

/** The innermost call frame of a stack; that of the parent where an asynchronous boundary left the innermost empty. */
function topFrame(stack: unknown): Fields | undefined {
  let current = fieldsOf(stack);
  for (let depth = 0; depth < maxDepth; depth++) {
    const { callFrames } = current;
    const frame = Array.isArray(callFrames)
      ? callFrames.find((frame) => fieldsOf(frame).url !== observerScript)
      : undefined;
    if (frame !== undefined) return fieldsOf(frame);
    if (current.parent === undefined) return undefined;
    current = fieldsOf(current.parent);
  }
  return undefined;
}

/** The script with which the panel observes calls. Its frames are left out: the page made the call, not this script. */
const observerScript = "cors-panel-observer.js";

const maxDepth = 32;
