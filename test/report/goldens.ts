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

/** Returns a report on one recording; `known` are the places of the diagnoses that the baseline accepts. */
export function writeReport(
  format: FormatId,
  recording: Recording,
  options: Partial<FormatOptions> = {},
  known: readonly number[] = [],
): string {
  const diagnoses = diagnose(recording);
  const accepted = diagnoses.filter((_, index) => known.includes(index));
  const source: DiagnosedSource = { source: "app.har", recording, diagnoses, known: new Set(accepted) };
  return [...formats[format].write([source], { ...defaultOptions, ...options })].join("");
}

/** Returns the content of every file in `golden/`, by its path in the repository: what `npm run goldens` writes. */
export function goldens(): Map<string, string> {
  const plain = { columns: 80, stacks: ["none"] };
  const json = JSON.parse(writeReport("json", mixed, plain));
  const withFix = { stacks: ["nginx-proxy"] };
  return new Map([
    ["test/report/golden/mixed.txt", writeReport("text", mixed, plain)],
    ["test/report/golden/mixed.json", `${JSON.stringify(json, null, 2)}\n`],
    ["test/report/golden/mixed.md", writeReport("markdown", mixedShort, withFix, [2])],
    ["test/report/golden/mixed.junit.xml", writeReport("junit", mixedShort, withFix, [2])],
  ]);
}
