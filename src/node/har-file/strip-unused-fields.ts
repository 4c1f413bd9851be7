import { type Fields, fieldsOf } from "../../recording/fields.ts";

/**
 * Makes entries small that stay in memory by the hundred thousand: without bodies, cookies and stacks, which the engine
 * does not read, and with one copy of each header that repeats. The body of an error answer stays as far as it may name
 * who wrote it.
 */
export function createFieldStripper(): (entry: unknown) => Fields {
  const known = new Map<string, string>();
  const share = (text: unknown) => {
    if (typeof text !== "string" || text.length > longestShared) return text;
    const same = known.get(text);
    if (same !== undefined) return same;
    if (known.size >= mostShared) known.clear();
    known.set(text, text);
    return text;
  };
  const shareHeaders = (headers: unknown) =>
    Array.isArray(headers) ? headers.map((header) => shareHeader(header, share)) : headers;
  return (entry) => {
    if (typeof entry !== "object" || entry === null) return entry as never;
    const { cache, _webSocketMessages, ...rest } = fieldsOf(entry);
    return {
      ...rest,
      ...("request" in rest && { request: slimRequest(rest.request, shareHeaders) }),
      ...("response" in rest && { response: slimResponse(rest.response, shareHeaders) }),
      ...("_initiator" in rest && { _initiator: slimInitiator(rest._initiator) }),
    };
  };
}

const longestShared = 300;
const mostShared = 50_000;
/** Characters of an error's body that may tell who wrote it. */
const mostOfBody = 16_384;

function shareHeader(header: unknown, share: (text: unknown) => unknown): unknown {
  if (typeof header !== "object" || header === null) return header;
  const { name, value } = fieldsOf(header);
  return { name: share(name), value: share(value) };
}

function slimRequest(request: unknown, shareHeaders: (headers: unknown) => unknown): unknown {
  if (typeof request !== "object" || request === null) return request;
  const { postData, cookies, queryString, ...rest } = fieldsOf(request);
  return "headers" in rest ? { ...rest, headers: shareHeaders(rest.headers) } : rest;
}

function slimResponse(response: unknown, shareHeaders: (headers: unknown) => unknown): unknown {
  if (typeof response !== "object" || response === null) return response;
  const { cookies, content, ...rest } = fieldsOf(response);
  const { text, encoding } = fieldsOf(content);
  const isError = typeof rest.status === "number" && rest.status >= 400;
  return {
    ...rest,
    ...("headers" in rest && { headers: shareHeaders(rest.headers) }),
    ...(isError && typeof text === "string" && { content: { text: startOf(text), encoding } }),
  };
}

/** A copy: the slice of a string keeps the whole of it in memory. */
function startOf(text: string): string {
  return text.length > mostOfBody ? Buffer.from(text.slice(0, mostOfBody), "utf16le").toString("utf16le") : text;
}

/** Of each stack the innermost frame, which is all that tells one caller from another. */
function slimInitiator(initiator: unknown): unknown {
  const { stack, ...rest } = fieldsOf(initiator);
  return stack === undefined ? initiator : { ...rest, stack: slimStack(stack, 0) };
}

function slimStack(stack: unknown, depth: number): unknown {
  const { callFrames, parent } = fieldsOf(stack);
  if (Array.isArray(callFrames) && callFrames.length > 0) return { callFrames: callFrames.slice(0, 1) };
  return parent === undefined || depth > 32 ? {} : { parent: slimStack(parent, depth + 1) };
}
