import { readFileSync } from "node:fs";
import Ajv from "ajv";
import AjvDraft04 from "ajv-draft-04";
import addFormats from "ajv-formats";
import { Window } from "happy-dom";
import { micromark } from "micromark";
import { gfm, gfmHtml } from "micromark-extension-gfm";
import type { Log } from "sarif";
import { describe, expect, test } from "vitest";
import { validateXML } from "xmllint-wasm";
import { causes, diagnose, readHar } from "../../src/index.ts";
import { type DiagnosedSource, defaultOptions } from "../../src/report/format.ts";
import { type FormatId, formats } from "../../src/report/index.ts";
import { cut, visible } from "../../src/text/visible.ts";
import { api, logOf, page } from "../har.ts";
import { chromiumCaptures } from "../scenarios/captures.ts";
import { mixedShort, writeReport } from "./goldens.ts";

/** Text that some format gives a meaning to, as a server can put it into a header. */
const hostile = [
  '"><img src=x onerror=alert(1)><!--',
  "`|` \\| | a\\",
  "```\n# heading\n- @somebody #1",
  "](javascript:alert(1)) ![x](https://x.example/p.png) https://x.example www.x.example",
  "]]></failure><failure>&amp;&#0;",
  "\u0000\u0008\u001b[2J\ufffe\uffff\ud800\u202e",
  "::error::x\r\n::add-mask::y%0A::stop-commands::z,a:b ##[add-mask]w",
  "{0} {{ [link](1) _a_ *b* ~c~ <u>d</u>",
];

/** Every capture with text put into its headers, URLs and methods: refusals with real evidence, and nothing harmless in it. */
const spoilt = chromiumCaptures().map(({ log, name }, index) => {
  const put = (text: string) => text + hostile[index % hostile.length];
  const copy = JSON.parse(JSON.stringify(log), (key, value) =>
    typeof value === "string" && /^(value|method|url)$/.test(key) ? put(value) : value,
  );
  return judge(copy, `${name}${hostile[(index + 3) % hostile.length]}.har`);
});

function judge(har: unknown, source = "app.har"): DiagnosedSource {
  const recording = readHar(har);
  return { source, recording, diagnoses: diagnose(recording) };
}

function write(format: FormatId, ...sources: DiagnosedSource[]): string {
  return [...formats[format].write(sources, { ...defaultOptions, stacks: ["nginx-proxy"] })].join("");
}

function writeMixed(format: FormatId, known: readonly number[] = []): string {
  return writeReport(format, mixedShort, { stacks: ["nginx-proxy"] }, known);
}

describe("JUnit", () => {
  const schema = {
    fileName: "junit-10.xsd",
    contents: readFileSync(new URL("./schemas/junit-10.xsd", import.meta.url), "utf8"),
  };
  const problemsOf = async (contents: string) =>
    (await validateXML({ xml: { fileName: "report.xml", contents }, schema })).errors;

  test("is valid XML of the schema that Jenkins reads, whatever a recording holds", async () => {
    const report = write("junit", ...spoilt);
    expect(report.match(/<failure /g)?.length).toBeGreaterThan(100);
    expect(await problemsOf(report)).toEqual([]);
    expect(await problemsOf(report.replace("&#38;", "&"))).not.toEqual([]);
  });
});

describe("SARIF", () => {
  const ajv = new AjvDraft04({ strict: false });
  addFormats(ajv as never);
  const validate = ajv.compile(
    JSON.parse(readFileSync(new URL("./schemas/sarif-2.1.0.json", import.meta.url), "utf8")),
  );
  const read = (report: string): Log => JSON.parse(report);

  test("has a rule for each cause, and a result for each kind of refusal with its place and fingerprint", () => {
    const log = read(writeMixed("sarif", [0]));
    expect(validate(log) || validate.errors).toBe(true);
    const [run] = log.runs;
    const rules = run?.tool.driver.rules ?? [];
    expect(rules.map(({ id }) => id)).toEqual([...causes.map(({ id }) => id), "unexplained-refusal"]);
    expect(run?.results).toMatchObject([
      {
        ruleId: "missing-allow-origin",
        occurrenceCount: 2,
        message: { text: expect.stringContaining("HTTP 500, and its error page has no CORS headers") },
        locations: [
          {
            physicalLocation: { artifactLocation: { uri: "app.har" } },
            logicalLocations: [{ fullyQualifiedName: "log.entries[2]" }],
          },
        ],
        partialFingerprints: {
          "refusal/v1": `["${page}","GET","${api}/:id","actual","missing-allow-origin"]`,
        },
      },
      { ruleId: "method-not-allowed", suppressions: [{ kind: "external" }] },
      { ruleId: "unexplained-refusal" },
    ]);
    for (const { ruleId, ruleIndex = -1 } of run?.results ?? []) expect(rules[ruleIndex]?.id).toBe(ruleId);
  });

  test("keeps to the schema whatever a recording holds, and names no address that is none", () => {
    const log = read(write("sarif", ...spoilt, judge({ entries: [] }, "C:\\Users\\me\\a b.har")));
    expect(validate(log) || validate.errors).toBe(true);
    expect(log.runs[0]?.results?.length).toBeGreaterThan(50);
    expect(validate({ ...log, runs: [{ ...log.runs[0], results: [{ level: "error" }] }] })).toBe(false);
  });
});

describe("GitHub annotations", () => {
  test("an error for each new blocked fetch, and a notice for a known one", () => {
    const lines = writeMixed("github", [0]).trimEnd().split("\n");
    expect(lines.map((line) => /^::(\w+) title=([^:,]+)::/.exec(line)?.slice(1))).toEqual([
      ["error", "CORS%3A HTTP 500%2C and its error page has no CORS headers"],
      ["notice", "CORS%2C known%3A The method is not in `Access-Control-Allow-Methods`"],
      ["error", expect.stringContaining("CORS%3A Cannot tell%2C because ")],
      ["notice", "CORS"],
    ]);
    expect(lines[0]).toContain(`::GET ${api}/7%0AThe response has no`);
    expect(lines[0]).toContain(`%0Awant Access-Control-Allow-Origin: ${page}%0A`);
  });

  test("no value of a recording is a command, or the end of one", () => {
    for (const line of write("github", ...spoilt)
      .trimEnd()
      .split("\n")) {
      expect(line).toMatch(/^::(error|warning|notice) title=[^:,\r]+::[^\r]*$/);
    }
    for (const line of write("text", ...spoilt).split("\n")) {
      expect(line).not.toMatch(/^\s*::|##\[/);
    }
  });
});

describe("Markdown", () => {
  const { document } = new Window();

  /** What GitHub makes of it, before it takes HTML out. */
  function render(report: string) {
    const body = document.createElement("div");
    body.innerHTML = micromark(report, {
      allowDangerousHtml: true,
      allowDangerousProtocol: true,
      extensions: [gfm()],
      htmlExtensions: [gfmHtml()],
    });
    return body;
  }

  test("no value of a recording is markup, a link or a mention, and all are shown as they are", () => {
    for (const source of spoilt.filter((_, index) => index % 3 === 0)) {
      const body = render(write("markdown", source));
      const names = new Set([...body.querySelectorAll("*")].map(({ tagName }) => tagName.toLowerCase()));
      const allowed = "h1 h2 h3 p ul li code pre em table thead tbody tr th td".split(" ");
      expect([...names].filter((name) => !allowed.includes(name))).toEqual([]);
      for (const row of body.querySelectorAll("tr")) expect(row.children).toHaveLength(5);
      const codes = new Set([...body.querySelectorAll("code")].map(({ textContent }) => textContent));
      for (const { outcome, verdict } of source.diagnoses) {
        const got = verdict?.got;
        if (outcome === "refused" && got && !/[/.]/.test(got)) expect(codes).toContain(visible(cut(got, 300)));
      }
      for (const code of body.querySelectorAll("code")) code.remove();
      expect(body.textContent).not.toMatch(/[@#]\w|https?:\/\/|www\./);
    }
  });
});

describe("JSON", () => {
  const schema = readFileSync(new URL("../../docs/report.schema.json", import.meta.url), "utf8");
  /** The schema lets later versions add fields; a field that it does not tell of yet is a mistake here. */
  const strict = JSON.parse(schema, (_, value) =>
    value?.properties ? { ...value, additionalProperties: false } : value,
  );
  const validate = new Ajv({ allowUnionTypes: true }).compile(strict);

  test("keeps to the shipped schema whatever a recording holds, with a field for everything", () => {
    const captures = chromiumCaptures().map(({ log, name }) => judge(log, name));
    for (const sources of [captures, spoilt]) {
      const report = JSON.parse([...formats.json.write(sources, { ...defaultOptions, isList: true })].join(""));
      expect(validate(report) || validate.errors).toBe(true);
      expect(report).toHaveLength(sources.length);
    }
    expect(validate(JSON.parse(writeMixed("json"))) || validate.errors).toBe(true);
  });

  test("the schema refuses what is not promised", () => {
    const report = JSON.parse(writeMixed("json"));
    const [fetch] = report.fetches;
    for (const changed of [{ outcome: "broken" }, { entry: -1 }, { cause: undefined }, { extra: 1 }]) {
      expect(validate({ ...report, fetches: [{ ...fetch, ...changed }] })).toBe(false);
    }
  });
});

describe("secrets", () => {
  const planted = "S3CR3T";
  /** What browsers leave in a query as it is, and prose takes for the end of a quotation. */
  const behindQuotes = `x\`'${planted}`;
  const withSecrets = chromiumCaptures().map(({ log }) =>
    judge(
      JSON.parse(JSON.stringify(log), (key, value) => {
        if (/^(url|redirectURL)$/.test(key) && typeof value === "string" && /^https?:/.test(value))
          return `${value.replace("://", `://me:${planted}@`)}${value.includes("?") ? "&" : "?"}token=${behindQuotes}`;
        if (key !== "headers" || !Array.isArray(value)) return value;
        return [
          ...value.map(({ name, value }) =>
            /^location$/i.test(name) ? { name, value: `${value}?code=${behindQuotes}` } : { name, value },
          ),
          { name: "Authorization", value: `Bearer ${planted}` },
          { name: "Cookie", value: `sid=${planted}` },
          { name: "Set-Cookie", value: `sid=${planted}; SameSite=None` },
          { name: "X-Api-Key", value: planted },
        ];
      }),
      `https://me:${planted}@app.example/?token=${planted}`,
    ),
  );

  test.each(Object.keys(formats) as FormatId[])("none is in %s unless it is asked for", (format) => {
    expect(write(format, ...withSecrets)).not.toContain(planted);
    const shown = formats[format].write(withSecrets, { ...defaultOptions, showSecrets: true });
    expect([...shown].join("")).toContain(planted);
  });

  test("JSON keeps the URLs that hold none, so that a program finds its fetch again", () => {
    const url = `${api}?page=2&q=a%20b&sort`;
    const secret = `${api}?page=2&accessToken=abc&X-Amz-Signature=def&code=1&email=a@b.example`;
    const { fetches } = JSON.parse(
      write("json", judge(logOf({ url, answer: { status: 200 } }, { url: secret, answer: { status: 200 } }))),
    );
    expect(fetches.map(({ url }: { url: string }) => url)).toEqual([
      url,
      `${api}?page=2&accessToken=REDACTED&X-Amz-Signature=REDACTED&code=REDACTED&email=a@b.example`,
    ]);
  });
});
