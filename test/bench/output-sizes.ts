import { unique } from "../../src/collections.ts";
import { diagnose, isRefused, readHar } from "../../src/index.ts";
import { type DiagnosedSource, defaultOptions } from "../../src/report/format.ts";
import { formats } from "../../src/report/index.ts";
import { type Call, logOf, page } from "../har.ts";
import { chromiumCaptures } from "../scenarios/captures.ts";

/** The formats whose sizes are measured, in the order of the table. */
export const measuredFormats = ["json", "ndjson", "brief", "text", "markdown"] as const;

type MeasuredFormat = (typeof measuredFormats)[number];

/** A recording with some refusals, and the bytes of its report in each format. */
export interface OutputSize {
  readonly name: string;
  readonly bytes: Readonly<Record<MeasuredFormat, number>>;
}

/** The sizes of the reports on 1, 8 and 100 equal refusals, and on 9 different ones. */
export function outputSizes(): OutputSize[] {
  const cases = [
    ["1 refusal", sourceOf(alike(1))],
    ["8 equal", sourceOf(alike(8))],
    ["100 equal", sourceOf(alike(100))],
    ["9 different", nineDifferent()],
  ] as const;
  return cases.map(([name, source]) => ({ name, bytes: bytesOf(source) }));
}

/** Bytes, and the tokens of a language model that they are about, as in `1,275 (319)`. */
export function sizeText(bytes: number): string {
  return `${bytes.toLocaleString("en")} (${Math.round(bytes / 4).toLocaleString("en")})`;
}

function bytesOf(source: DiagnosedSource): OutputSize["bytes"] {
  const sizes = measuredFormats.map((id) => [
    id,
    Buffer.byteLength([...formats[id].write([source], defaultOptions)].join("")),
  ]);
  return Object.fromEntries(sizes);
}

function sourceOf(log: unknown): DiagnosedSource {
  const recording = readHar(log);
  return { source: "app.har", recording, diagnoses: diagnose(recording) };
}

/** Requests to an Express server with `cors`, which lacks a header in its list. */
function alike(count: number): unknown {
  const allowing = {
    "Access-Control-Allow-Origin": page,
    "Access-Control-Allow-Credentials": "true",
    "Access-Control-Allow-Methods": "GET,PUT,POST",
    "Access-Control-Allow-Headers": "content-type",
    "X-Powered-By": "Express",
    Vary: "Origin",
  };
  const call = (index: number): Call => ({
    url: `http://127.0.0.1:4702/orders/${index + 1}`,
    method: "PUT",
    headers: { "Content-Type": "application/json", "X-Request-Id": "7" },
    preflight: { status: 204, headers: allowing },
    line: 8,
    initiator: `${page}/src/main.js`,
  });
  return logOf(...Array.from({ length: count }, (_, index) => call(index)));
}

/** The first refusals of nine captures, each with another cause or step. */
function nineDifferent(): DiagnosedSource {
  const refused = chromiumCaptures().flatMap(({ log }) => {
    const recording = readHar(log);
    const diagnosis = diagnose(recording).find(isRefused);
    return diagnosis?.verdict ? [{ diagnosis, recording }] : [];
  });
  const different = unique(refused, ({ diagnosis: { verdict } }) => `${verdict?.cause} ${verdict?.step}`).slice(0, 9);
  const exchanges = different.flatMap(({ recording }) => recording.exchanges);
  const [first] = different;
  if (!first || different.length < 9) throw new Error("the captures have too few refusals");
  const pages = new Map(different.flatMap(({ recording }) => [...recording.pages]));
  return {
    source: "app.har",
    recording: { ...first.recording, exchanges, pages },
    diagnoses: different.map(({ diagnosis }) => diagnosis),
  };
}
