import { fieldsOf } from "../../recording/fields.ts";
import { harNumber } from "../../recording/har-base.ts";
import { copyStart } from "../copy-start.ts";
import { createHeaderListReader } from "./header-list-reader.ts";
import type { ByteRange, JsonCursor } from "./json-cursor.ts";
import type { KeyStep } from "./key-steps.ts";
import { createObjectReader, type ReadValue } from "./object-reader.ts";
import { ByteMemory } from "./recent-bytes.ts";
import { createStackReader } from "./stack-reader.ts";

/**
 * Reads HAR entries with only the fields that src/recording reads. All others are skipped, such as bodies and cookies; of an
 * error response's body, the start stays, because it may show which server sent it.
 */
export class EntryReader {
  readonly #memory = new ByteMemory();
  #read = createReader(this.#memory);

  /** The entry at the cursor. Throws as `JsonCursor` does. */
  read(cursor: JsonCursor): unknown {
    if (this.#memory.isHalfFull) {
      this.#memory.empty();
      this.#read = createReader(this.#memory);
    }
    return this.#read(cursor);
  }
}

function createReader(memory: ByteMemory): (cursor: JsonCursor) => unknown {
  const headers = createHeaderListReader(memory);
  const request = createObjectReader(
    { method: recurring, url: recurring, httpVersion: recurring, headers, headersSize: recurring },
    (method, url, httpVersion, headers, headersSize) => ({ method, url, httpVersion, headers, headersSize }),
    memory,
  );
  const response = createObjectReader(
    {
      status: recurring,
      httpVersion: recurring,
      headers,
      redirectURL: recurring,
      content: rangeOf,
      _error: recurring,
      _failureText: recurring,
      _fetchedViaServiceWorker: recurring,
    },
    (status, httpVersion, headers, redirectURL, content, _error, _failureText, _fetchedViaServiceWorker) => ({
      status,
      httpVersion,
      headers,
      redirectURL,
      content,
      _error,
      _failureText,
      _fetchedViaServiceWorker,
    }),
    memory,
  );
  const initiator = createObjectReader(
    { type: recurring, url: recurring, requestId: unique, stack: createStackReader(memory) },
    (type, url, requestId, stack) => ({ type, url, requestId, stack }),
    memory,
  );
  const timings = createObjectReader(
    { _blocked_queueing: recurring },
    (_blocked_queueing) => ({ _blocked_queueing }),
    memory,
  );
  return createObjectReader(
    {
      request,
      response: (cursor) => withContent(response(cursor), cursor),
      startedDateTime: unique,
      time: unique,
      timings,
      pageref: recurring,
      serverIPAddress: recurring,
      _initiator: initiator,
      _resourceType: recurring,
      _failureText: recurring,
      _securityState: recurring,
      _observedCall: recurring,
      // The name of `_observedCall` before version 0.2.
      _asked: recurring,
    },
    makeEntry,
    memory,
  );
}

function makeEntry(
  request: unknown,
  response: unknown,
  startedDateTime: unknown,
  time: unknown,
  timings: unknown,
  pageref: unknown,
  serverIPAddress: unknown,
  _initiator: unknown,
  _resourceType: unknown,
  _failureText: unknown,
  _securityState: unknown,
  _observedCall: unknown,
  _asked: unknown,
): object {
  return {
    request,
    response,
    startedDateTime,
    time,
    timings,
    pageref,
    serverIPAddress,
    _initiator,
    _resourceType,
    _failureText,
    _securityState,
    _observedCall,
    _asked,
  };
}

/** For values of which equal ones come again. */
const recurring: ReadValue = (cursor, step) => step.readValue(cursor);

/** For values that hardly any two entries share. */
const unique: ReadValue = (cursor) => cursor.readValue();

/** Skips the value, which is read when the rest of its object is known. */
const rangeOf = (cursor: JsonCursor, step: KeyStep<unknown>): ByteRange => {
  const start = cursor.at;
  step.skipValue(cursor);
  return { start, end: cursor.at };
};

/** The response with the start of its body if its status is an error, else without. */
function withContent(response: unknown, cursor: JsonCursor): unknown {
  const { status, content } = fieldsOf(response) as { status?: unknown; content?: ByteRange };
  if (content === undefined) return response;
  const isError = harNumber(status) >= 400;
  const { text, encoding } = isError ? fieldsOf(cursor.parse(content)) : fieldsOf(null);
  return Object.assign(response as object, {
    content: typeof text === "string" ? { text: copyStart(text, maxBodyLength), encoding } : undefined,
  });
}

/** In characters; enough of an error response's body to recognize the server. */
const maxBodyLength = 16_384;
