import fc, { type Arbitrary } from "fast-check";
import { expect, test } from "vitest";
import type { Recording } from "../../../src/index.ts";
import { readHar } from "../../../src/index.ts";
import { readHarFile } from "./read-har-file.ts";

const space = fc.constantFrom("", "", " ", "\n    ", "\r\n\t");

/** The text of an object in which keys may be missing, in any order, repeated and written with escape sequences. */
function objectText(fields: Readonly<Record<string, Arbitrary<string>>>): Arbitrary<string> {
  const field = fc
    .constantFrom(...Object.keys(fields))
    .chain((key) =>
      fc.tuple(fc.constantFrom(key, key, key, key, key, key, "other"), fields[key] ?? fc.constant("0"), fc.nat(30)),
    );
  return fc.tuple(fc.array(field, { maxLength: 12, size: "max" }), space).map(([pairs, gap]) => {
    const texts = pairs.map(([key, value, style]) => `${keyText(key, style)}${gap}:${gap}${value}`);
    return `{${gap}${texts.join(`${gap},${gap}`)}${gap}}`;
  });
}

function keyText(key: string, style: number): string {
  return style === 0 ? `"\\u00${key.charCodeAt(0).toString(16)}${key.slice(1)}"` : JSON.stringify(key);
}

function listText(item: Arbitrary<string>): Arbitrary<string> {
  return fc
    .tuple(fc.array(item, { maxLength: 5, size: "max" }), space)
    .map(([items, gap]) => `[${gap}${items.join(`${gap},${gap}`)}${gap}]`);
}

const anything = fc
  .tuple(fc.jsonValue({ maxDepth: 2, depthSize: "xsmall" }), fc.constantFrom(0, 0, 1))
  .map(([value, indent]) => JSON.stringify(value, null, indent));
const number = fc.constantFrom(
  "0",
  "-0",
  "1",
  "12",
  "1.25",
  "-1",
  "200",
  "204",
  "404",
  "500",
  "0.5e1",
  "1E+2",
  '"404"',
);
const string = fc.constantFrom(
  '""',
  '"GET"',
  '"OPTIONS"',
  '"é💥"',
  '"\\u00e9\\n\\"\\\\"',
  '"https://api.example/v1"',
  '"x"',
);
const url = fc.constantFrom('"https://api.example/v1"', '"https://api.example/é"', '"https:\\/\\/b.example\\/"', '""');
const usual = fc.oneof({ weight: 8, arbitrary: string }, { weight: 1, arbitrary: anything });
const plainHeader = fc
  .tuple(fc.constantFrom("Origin", "origin", "Host", "Vary", "é"), string)
  .map(([name, value]) => `{"name": "${name}",\n "value": ${value}}`);
const header = fc.oneof(
  { weight: 12, arbitrary: plainHeader },
  { weight: 1, arbitrary: objectText({ name: usual, value: usual, comment: usual }) },
  { weight: 1, arbitrary: anything },
);
const headers = fc.oneof({ weight: 8, arbitrary: listText(header) }, { weight: 1, arbitrary: anything });
const stack = objectText({
  callFrames: listText(objectText({ url, functionName: string, lineNumber: number })),
  parent: anything,
});
const request = objectText({
  method: usual,
  url,
  httpVersion: string,
  headers,
  headersSize: number,
  cookies: anything,
});
const response = objectText({
  status: fc.oneof(number, anything),
  headers,
  redirectURL: usual,
  content: fc.oneof(anything, objectText({ text: usual, encoding: string, size: number })),
  _error: fc.constantFrom("null", '"net::ERR_FAILED"', '""'),
  _fetchedViaServiceWorker: fc.constantFrom("true", "false"),
  httpVersion: string,
});
const entry = objectText({
  request: fc.oneof({ weight: 6, arbitrary: request }, { weight: 1, arbitrary: anything }),
  response: fc.oneof({ weight: 6, arbitrary: response }, { weight: 1, arbitrary: anything }),
  startedDateTime: fc.constantFrom('"2026-11-20T08:00:00.041Z"', '"\\u0032026-01-01"', '"never"', "12"),
  time: number,
  timings: fc.oneof(objectText({ _blocked_queueing: number, wait: number }), anything),
  pageref: usual,
  serverIPAddress: usual,
  _initiator: fc.oneof(objectText({ type: usual, url, requestId: string, stack }), anything),
  _resourceType: usual,
  _securityState: fc.constantFrom('"broken"', '"secure"'),
  _observedCall: fc.oneof(objectText({ mode: string, credentials: fc.constant('"omit"') }), anything),
});
const entries = listText(fc.oneof({ weight: 8, arbitrary: entry }, { weight: 1, arbitrary: anything }));
const creator = fc.constantFrom('"WebInspector"', '"Firefox"');
const harText = fc.tuple(creator, entries, space, fc.boolean()).map(([name, list, gap, isBare]) => {
  const facts = `"creator":{"name":${name}},"pages":[{"id":"x","title":"é"}]`;
  const log = `{${gap}${facts},${gap}"entries"${gap}:${gap}${list}${gap}}`;
  return isBare ? log : `{${gap}"log":${gap}${log}${gap}}${gap}`;
});

/** Reads the text as a large file that comes in chunks of these sizes. */
function readInChunks(text: string, sizes: readonly number[]): Promise<Recording | string> {
  const bytes = Buffer.from(text);
  const chunks = (async function* () {
    for (let at = 0, index = 0; at < bytes.length; index++) {
      const size = sizes[index % sizes.length] ?? 1;
      yield bytes.subarray(at, at + size);
      at += size;
    }
  })();
  return readHarFile("-", chunks, { largeFrom: 1 });
}

/** Large files are read without bodies, except for the start of those of error responses. */
function withoutBodies(recording: Recording | string): unknown {
  if (typeof recording === "string") return recording;
  return { ...recording, exchanges: recording.exchanges.map((exchange) => ({ ...exchange, responseText: null })) };
}

const chunkSizes = fc.array(fc.integer({ min: 1, max: 200 }), { minLength: 1, maxLength: 5 });
const numRuns = 200;

test("a HAR in chunks of any size gives the same recording as with JSON.parse", async () => {
  await fc.assert(
    fc.asyncProperty(harText, chunkSizes, async (text, sizes) => {
      const read = await readInChunks(text, sizes);
      expect(withoutBodies(read)).toEqual(withoutBodies(readHar(JSON.parse(text))));
    }),
    { numRuns },
  );
});

test("damaged entries in chunks of any size give the same recording or the same error as the whole file", async () => {
  const damage = fc.constantFrom(...'\u0001"\\{}[],: \n0-.eué', "");
  await fc.assert(
    fc.asyncProperty(harText, chunkSizes, fc.nat(), fc.nat(2), damage, async (text, sizes, place, removed, added) => {
      const start = text.indexOf('"entries"');
      const at = start + (place % (text.length - start));
      const damaged = text.slice(0, at) + added + text.slice(at + removed);
      const whole = await readHarFile("-", inOneChunk(damaged));
      expect(withoutBodies(await readInChunks(damaged, sizes))).toEqual(withoutBodies(whole));
    }),
    { numRuns },
  );
});

async function* inOneChunk(text: string): AsyncGenerator<Uint8Array> {
  yield Buffer.from(text);
}
