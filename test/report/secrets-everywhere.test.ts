import { describe, expect, test } from "vitest";
import {
  curlCommands,
  isRefused,
  redactHar,
  refusalAsPrompt,
  refusalInMarkdown,
  regressionTestsOf,
} from "../../src/index.ts";
import { baselineOf, compareWithBaseline } from "../../src/report/baseline.ts";
import { toBaselineEntry } from "../../src/report/baseline-entry.ts";
import { type DiagnosedSource, defaultOptions, type FormatOptions } from "../../src/report/format.ts";
import { type FormatId, formats } from "../../src/report/index.ts";
import { redactSecretValues } from "../../src/report/secrets.ts";
import { logOf } from "../har.ts";
import { readRecording } from "../recordings/recordings.ts";
import { sourceOf } from "./sources.ts";

/** Everything that leaves the engine with URLs or headers in it. New formats are among them by themselves. */
const outputs: Readonly<Record<string, (source: DiagnosedSource, har: unknown) => string>> = {
  ...Object.fromEntries(
    (Object.keys(formats) as FormatId[]).flatMap((id) =>
      [{}, { verbose: true, allFixes: true }, { stacks: ["express", "nginx-proxy"] }].map((options) => [
        `the format ${id} with ${JSON.stringify(options)}`,
        (source: DiagnosedSource) => write(id, source, options),
      ]),
    ),
  ),
  "the baseline": ({ diagnoses }) => JSON.stringify(baselineOf(diagnoses)),
  "the curl and PowerShell commands": ({ diagnoses }) =>
    JSON.stringify(diagnoses.map(({ fetch }) => curlCommands(fetch))),
  "the regression tests": ({ diagnoses }) => JSON.stringify(diagnoses.map((one) => regressionTestsOf(one))),
  "the saved HAR file": (_, har) => JSON.stringify(redactHar(har)),
  "the copied Markdown": ({ diagnoses, recording }) =>
    refused(diagnoses)
      .map((one) => refusalInMarkdown([one], recording, "express"))
      .join(""),
  "the agent's prompt": ({ diagnoses, recording }) =>
    refused(diagnoses)
      .map((one) => refusalAsPrompt([one], recording, "express"))
      .join(""),
};

function write(id: FormatId, source: DiagnosedSource, options: Partial<FormatOptions>): string {
  return [...formats[id].write([source], { ...defaultOptions, ...options, reportPage: "<!-- report -->" })].join("");
}

const refused = (diagnoses: DiagnosedSource["diagnoses"]) => diagnoses.filter(isRefused);

const har = readRecording("secrets-in-paths");

const secrets = [
  "thRrL0WdsvPFEas3RC3X",
  "vtxig3heIIEGMM4wEC",
  "lxND64gyIuI8oUCCuo03",
  "hunter2a",
  "eyJ",
  "BNh5rvvt9f4mMyIwwEgsuJ5pteCuUmm47vVRYg20yUI",
  "sk_live_",
  "ghp_",
  "IukEWfdV8aG9cSuWnlLQANd9",
  "zn9pLfDBYKyklFrjt33doCh2Gk7HfphBXVj",
  "3F3764A2A2A251D951D95CCCC4444FA2",
  "I8KtvB22C86GiEuQ9RRT",
];

describe.each(Object.entries(outputs))("%s", (_, output) => {
  test("holds no key of a path, a parameter or an unknown header", () => {
    const text = output(sourceOf(har), har);
    expect(text).toMatch(/api\.example/);
    expect(secrets.filter((secret) => text.includes(secret))).toEqual([]);
  });

  test("holds no key where a server redirects, refuses a preflight and has a location for the path", () => {
    const url = "https://api.example/bot123456789:AAE_zn9pLfDBYKyklFrjt33doCh2Gk7/send/sk_live_rXf8mz3vDzbHPaaarv7f/x";
    const log = logOf(
      { url, method: "PUT", headers: { "x-thing": "I8KtvB22C86GiEuQ9RRT" }, preflight: { status: 403 } },
      { url, method: "PUT", preflight: { status: 307, redirectURL: `${url}/` } },
      { url, answer: { status: 302, headers: { Location: "/login" }, redirectURL: `${url}/login` } },
    );
    const text = output(sourceOf(log), log);
    expect(text).not.toMatch(/AAE_zn9|sk_live_|I8Ktv/);
  });
});

/** A URL with a secret in each of its parts, as a server may send it in a CORS header. */
const secretUrl =
  "https://me:S3CR3T9@x.example/ghp_S3CR3T9/tokens/S3CR3T9aB3dE5gH7?token=S3CR3T9&S3CR3T9aB3dE5gH7#token=S3CR3T9";

describe.each(Object.entries(outputs))("%s", (_, output) => {
  test.each([
    "Access-Control-Allow-Origin",
    "Access-Control-Allow-Credentials",
    "Access-Control-Allow-Methods",
    "Access-Control-Allow-Headers",
    "Access-Control-Expose-Headers",
    "Location",
    "Server",
    "Via",
    "X-Powered-By",
    "WWW-Authenticate",
  ])("holds no secret that a server sends in %s", (name) => {
    const granted = {
      "Access-Control-Allow-Origin": "http://localhost:3000",
      "Access-Control-Allow-Credentials": "true",
    };
    const headers = { ...granted, [name]: secretUrl };
    const log = logOf(
      { method: "PUT", headers: { "x-a": "1", Cookie: "a=1" }, preflight: { status: 204, headers } },
      { headers: { Cookie: "a=1" }, answer: { status: 302, headers, redirectURL: secretUrl } },
      { answer: { status: 200, headers }, error: null },
    );
    expect(output(sourceOf(log), log)).not.toContain("S3CR3T9");
  });
});

test("the secrets of the recording are in it, and what is no secret stays", () => {
  const text = JSON.stringify(har);
  expect(secrets.filter((secret) => !text.includes(secret))).toEqual([]);
  const ids = ["7bf37ba2-a2ae-46e6-a9cc-cccccccccccc", "c72a2aa00000000000bf37bf32ad0000", "tXpsYEMyLPts"];
  const saved = JSON.stringify(redactHar(har));
  expect(ids.filter((id) => !saved.includes(id))).toEqual([]);
  const shown = write("json", sourceOf(har), {});
  expect(shown).toContain("https://hooks.example/services/T0AB12CD3/B0XY98ZW7/REDACTED");
  expect(shown).toContain("https://api.example/q?%74oken=REDACTED");
});

describe("a baseline", () => {
  const { diagnoses } = sourceOf(har);

  test("has the same entries with and without secrets, so that fingerprints stay the same", () => {
    const redacted = sourceOf(redactHar(har)).diagnoses;
    expect(baselineOf(redacted)).toEqual(baselineOf(diagnoses));
  });

  test.each([
    ["https://api.example/orders/7/items/8?page=9", "https://api.example/orders/:id/items/:id"],
    ["https://1234/orders/7a", "https://0.0.4.210/orders/7a"],
    ["https://api.example/webhooks/123456789012/letters", "https://api.example/webhooks/:id/:id"],
    ["https://api.example/webhooks/12345678901/letters", "https://api.example/webhooks/:id/letters"],
  ])("has a template of the URL: %s", (url, template) => {
    const [diagnosis] = sourceOf(logOf({ url, answer: { status: 200, headers: {} } })).diagnoses;
    if (!diagnosis) throw new Error("the recording has no cross-origin request");
    expect(toBaselineEntry(diagnosis).url).toBe(template);
  });

  test("with keys in it, as older versions wrote them, still accepts its refusals", () => {
    const [jwt] = diagnoses.filter(({ fetch }) => fetch.hops[0]?.url.includes("eyJ"));
    if (!jwt) throw new Error("the recording has no JSON Web Token");
    const entry = toBaselineEntry(jwt);
    expect(entry.url).toBe("https://api.example/u/:id");
    const old = { ...entry, url: jwt.fetch.hops[0]?.url ?? "" };
    expect(old.url).toContain("eyJ");
    expect(compareWithBaseline([jwt], [old]).accepted).toEqual(new Set([jwt]));
    expect(JSON.stringify(compareWithBaseline([], [old]).gone)).not.toContain("eyJ");
  });
});

test.each([
  ["GET https://api.example/a?page=2&q=a%20b&sort", "GET https://api.example/a?page=2&q=a%20b&sort"],
  ["https://api.example/?%61ccess_token=a&n=1", "https://api.example/?%61ccess_token=REDACTED&n=1"],
  ["https://api.example/?%2574oken=a", "https://api.example/?%2574oken=REDACTED"],
  ["https://api.example/?n=ghp_abcdef123456", "https://api.example/?n=REDACTED"],
  ["https://api.example/?n=gh%70_abcdef123456", "https://api.example/?n=REDACTED"],
  ["https://api.example/?lxND64gyIuI8oUCCuo03&page=2", "https://api.example/?REDACTED&page=2"],
  ["https://api.example/#lxND64gyIuI8oUCCuo03", "https://api.example/#REDACTED"],
  ["https://api.example/#/a?id_token=b", "https://api.example/#/a?id_token=REDACTED"],
  ["https://api.example/?v=1.2.3&20261129", "https://api.example/?v=1.2.3&20261129"],
  ["may the page read text/html;charset=utf-8?", "may the page read text/html;charset=utf-8?"],
])("a report for programs on %s", (text, expected) => expect(redactSecretValues(text)).toBe(expected));
