import type { Entry } from "./log.ts";

/** An entry of which only a part is left, with the other fields that a HAR file must have. They say that nothing is known. */
export function withHarFields(entry: Entry): Entry {
  const { request, response } = entry;
  return {
    ...entry,
    request: { ...unknownRequest, ...request },
    response: { ...unknownResponse, ...response },
    ...{ cache: {}, timings: { send: -1, wait: entry.time, receive: -1 } },
  };
}

const unknownMessage = { httpVersion: "", cookies: [], headersSize: -1, bodySize: -1 };
const unknownRequest = { ...unknownMessage, queryString: [] };
const unknownResponse = { ...unknownMessage, statusText: "", content: { size: 0, mimeType: "" } };
