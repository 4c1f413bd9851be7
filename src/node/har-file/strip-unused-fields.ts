import { type Fields, fieldsOf } from "../../recording/fields.ts";
import { copyStart } from "../copy-start.ts";

type Strip = (value: unknown) => unknown;

/**
 * Removes what the engine does not read from entries, of which hundreds of thousands stay in memory: bodies, cookies and
 * stacks. Repeated header names and values become the same string. The start of an error response's body stays, because
 * it may show which server sent it.
 */
export function createFieldStripper(): (entry: unknown) => Fields {
  const shareString = createStringPool();
  const shareHeaders = (headers: unknown) =>
    Array.isArray(headers) ? headers.map((header) => shareHeader(header, shareString)) : headers;
  return (entry) => {
    if (typeof entry !== "object" || entry === null) return entry as never;
    const { cache, _webSocketMessages, ...rest } = fieldsOf(entry);
    return {
      ...rest,
      ...("request" in rest && { request: stripRequest(rest.request, shareHeaders) }),
      ...("response" in rest && { response: stripResponse(rest.response, shareHeaders) }),
      ...("_initiator" in rest && { _initiator: stripInitiator(rest._initiator) }),
    };
  };
}

/** Returns the first of equal strings for each of them, so that the others can be freed. */
function createStringPool(): Strip {
  const pool = new Map<string, string>();
  return (text) => {
    if (typeof text !== "string" || text.length > maxPooledLength) return text;
    const pooled = pool.get(text);
    if (pooled !== undefined) return pooled;
    if (pool.size >= maxPooledStrings) pool.clear();
    pool.set(text, text);
    return text;
  };
}

const maxPooledLength = 300;
const maxPooledStrings = 50_000;

function shareHeader(header: unknown, shareString: Strip): unknown {
  if (typeof header !== "object" || header === null) return header;
  const { name, value } = fieldsOf(header);
  return { name: shareString(name), value: shareString(value) };
}

function stripRequest(request: unknown, shareHeaders: Strip): unknown {
  if (typeof request !== "object" || request === null) return request;
  const { postData, cookies, queryString, ...rest } = fieldsOf(request);
  return "headers" in rest ? { ...rest, headers: shareHeaders(rest.headers) } : rest;
}

function stripResponse(response: unknown, shareHeaders: Strip): unknown {
  if (typeof response !== "object" || response === null) return response;
  const { cookies, content, ...rest } = fieldsOf(response);
  const { text, encoding } = fieldsOf(content);
  const isError = typeof rest.status === "number" && rest.status >= 400;
  return {
    ...rest,
    ...("headers" in rest && { headers: shareHeaders(rest.headers) }),
    ...(isError && typeof text === "string" && { content: { text: copyStart(text, maxBodyLength), encoding } }),
  };
}

/** In characters; enough of an error response's body to recognize the server. */
const maxBodyLength = 16_384;

/** Keeps the innermost frame of a stack, which is all that distinguishes one caller from another. */
function stripInitiator(initiator: unknown): unknown {
  const { stack, ...rest } = fieldsOf(initiator);
  return stack === undefined ? initiator : { ...rest, stack: stripStack(stack, 0) };
}

function stripStack(stack: unknown, depth: number): unknown {
  const { callFrames, parent } = fieldsOf(stack);
  if (Array.isArray(callFrames) && callFrames.length > 0) return { callFrames: callFrames.slice(0, 1) };
  return parent === undefined || depth > maxStackDepth ? {} : { parent: stripStack(parent, depth + 1) };
}

/** Of the stacks that called asynchronously. */
const maxStackDepth = 32;
