import { diagnose, type Recording, readHar } from "../../src/index.ts";
import { type DiagnosedSource, defaultOptions, type FormatOptions } from "../../src/report/format.ts";
import { type FormatId, formats } from "../../src/report/index.ts";
import { api, type Call, logOf, page } from "../har.ts";

export const granted = { "Access-Control-Allow-Origin": page };
const crash: Call = { answer: { status: 500 } };

/** One fetch of each outcome, a refusal that repeats, and one behind a redirect. */
export const mixed = readHar(
  logOf(
    { method: "PUT", headers: { "x-tea": "green" }, preflight: { status: 204, headers: granted } },
    { ...crash, url: `${api}/7` },
    { ...crash, url: `${api}/8` },
    { ...crash, url: `${api}/7` },
    { url: "https://down.example/", error: "net::ERR_CONNECTION_REFUSED" },
    { url: "https://late.example/x" },
    { url: `${api}/ok`, answer: { status: 200, headers: { ...granted, "X-Total-Count": "3" } }, error: null },
    {
      url: `${api}/old`,
      answer: { status: 302, headers: granted, redirectURL: `${api}/new` },
      error: null,
      line: 99,
    },
    { url: `${api}/new`, answer: { status: 200, headers: { "Access-Control-Allow-Origin": "*, *" } }, line: 99 },
  ),
);

/** One fetch of each outcome, and a refusal that repeats. */
export const mixedShort = readHar(
  logOf(
    { method: "PUT", headers: { "x-tea": "green" }, preflight: { status: 204, headers: granted } },
    { url: `${api}/7`, answer: { status: 500 } },
    { url: `${api}/7`, answer: { status: 500 } },
    { url: "https://down.example/", error: "net::ERR_CONNECTION_REFUSED" },
    { url: "https://late.example/x" },
    { url: `${api}/ok`, answer: { status: 200, headers: granted }, error: null },
  ),
);

/** A report on one recording. A baseline accepts the diagnoses with the indexes `acceptedIndexes`. */
export function writeReport(
  format: FormatId,
  recording: Recording,
  options: Partial<FormatOptions> = {},
  acceptedIndexes: readonly number[] = [],
): string {
  const diagnoses = diagnose(recording);
  const accepted = new Set(diagnoses.filter((_, index) => acceptedIndexes.includes(index)));
  const source: DiagnosedSource = { source: "app.har", recording, diagnoses, accepted };
  return [...formats[format].write([source], { ...defaultOptions, ...options })].join("");
}

/** A file in `golden/`, and what the formats write into it now. */
export interface Golden {
  readonly file: string;
  readonly text: string;
}

export const goldenFolder = new URL("./golden/", import.meta.url);

const plain = { columns: 80, stacks: ["none"] };
const withFix = { stacks: ["nginx-proxy"] };

/** Every golden file of the reports. */
export const goldens: readonly Golden[] = [
  { file: "mixed.txt", text: writeReport("text", mixed, { columns: 80, ...withFix }) },
  { file: "mixed-verbose.txt", text: writeReport("text", mixed, { columns: 80, ...withFix, verbose: true }) },
  { file: "mixed-brief.txt", text: writeReport("brief", mixed, withFix) },
  { file: "mixed.json", text: indented(writeReport("json", mixed, plain)) },
  { file: "mixed.md", text: writeReport("markdown", mixedShort, withFix, [2]) },
  { file: "mixed.junit.xml", text: writeReport("junit", mixedShort, withFix, [2]) },
];

function indented(json: string): string {
  return `${JSON.stringify(JSON.parse(json), null, 2)}\n`;
}
