import type { CallFrame, Initiator } from "../exchange.ts";
import { framesOf, maxDepth } from "./chrome-initiator.ts";
import { fieldsOf, numberOf, textOf } from "./fields.ts";

/**
 * The functions that led to a request, the innermost first, across asynchronous calls. It is no part of `chrome-initiator.ts`, because
 * the panel loads that before the list, and this when a request's details are shown.
 */
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

const maxFrames = 50;
