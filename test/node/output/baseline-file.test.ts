import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { type Call, logOf, page } from "../../har.ts";
import { runPiped } from "../run.ts";

const folder = mkdtempSync(join(tmpdir(), "cors-panel-baseline-"));
afterAll(() => rmSync(folder, { recursive: true }));

const granted = { "Access-Control-Allow-Origin": page };
const baseline = join(folder, "cors-baseline.json");

async function diagnose(calls: readonly Call[], ...options: string[]) {
  const path = join(folder, "app.har");
  writeFileSync(path, JSON.stringify(logOf(...calls)));
  const { code, out, errors } = await runPiped("diagnose", path, ...options);
  return { code, out, errors: errors.map((line) => line.replaceAll(folder, "")) };
}

const crash = (url: string): Call => ({ url, answer: { status: 500 } });
const put = (url: string): Call => ({ url, method: "PUT", preflight: { status: 204, headers: granted } });
const first = [
  put("https://api.example/orders/17/items/0b5f7a52-6a37-4f0e-9d53-0d7a4c1f2b11"),
  crash("https://api.example/orders?page=1"),
  crash("http://127.0.0.1:41234/x"),
];

describe("--baseline", () => {
  test("is written sorted, one refusal on a line, without ids, values and assigned ports", async () => {
    const { code, errors } = await diagnose(first, "--baseline", baseline, "--update-baseline");
    expect({ code, errors }).toEqual({ code: 0, errors: ["/cors-baseline.json: 3 accepted refusals written"] });
    const written = readFileSync(baseline, "utf8");
    expect(written).toBe(`{
  "version": 1,
  "refusals": [
    { "page": "${page}", "method": "GET", "url": "http://127.0.0.1:*/x", "step": "actual", "cause": "missing-allow-origin" },
    { "page": "${page}", "method": "GET", "url": "https://api.example/orders", "step": "actual", "cause": "missing-allow-origin" },
    { "page": "${page}", "method": "PUT", "url": "https://api.example/orders/:id/items/:id", "step": "preflight", "cause": "method-not-allowed" }
  ]
}
`);
    await diagnose([...first].reverse(), "--baseline", baseline, "--update-baseline");
    expect(readFileSync(baseline, "utf8")).toBe(written);
  });

  test("accepts known refusals whose ids, values and ports differ, and lists those that did not occur", async () => {
    const again = [
      put("https://api.example/orders/18/items/1b5f7a52-6a37-4f0e-9d53-0d7a4c1f2b12"),
      crash("http://127.0.0.1:50001/x"),
    ];
    const { code, out, errors } = await diagnose(again, "--baseline", baseline);
    expect(code).toBe(0);
    expect(out).toContain("2 cross-origin requests: 2 refused by CORS (2 accepted).");
    expect(out).toMatch(/^ACCEPTED {2}PUT /m);
    expect(out).not.toContain("REFUSED");
    expect(errors).toEqual([
      "/cors-baseline.json: accepted 2 refused requests",
      expect.stringMatching(
        /: 1 accepted refusal did not occur; .*:\n {2}GET https:\/\/api\.example\/orders missing-allow-origin$/,
      ),
    ]);
  });

  test.each<[string, Call]>([
    ["path", crash("https://api.example/invoices")],
    ["server", crash("https://api2.example/orders")],
    ["method", { ...crash("https://api.example/orders"), method: "HEAD" }],
    ["page", { ...crash("https://api.example/orders"), page: "http://localhost:3001" }],
    [
      "cause",
      {
        url: "https://api.example/orders",
        answer: { status: 200, headers: { "Access-Control-Allow-Origin": "*, *" } },
      },
    ],
    ["step and cause", { url: "https://api.example/orders/1/items/2", method: "PUT", preflight: { status: 500 } }],
  ])("does not accept a refusal with another %s", async (_, call) => {
    const { code, out } = await diagnose([...first, call], "--baseline", baseline);
    expect(code).toBe(1);
    expect(out.match(/^REFUSED/gm)).toHaveLength(1);
    expect(out).toContain("4 cross-origin requests: 4 refused by CORS (3 accepted).");
  });

  test("is not updated when a file could not be read", async () => {
    const before = readFileSync(baseline, "utf8");
    const { code, errors } = await diagnose(first, "missing.har", "--baseline", baseline, "--update-baseline");
    expect(code).toBe(2);
    expect(errors.at(-1)).toBe(
      "/cors-baseline.json: the baseline was not written, because a source could not be read or checked",
    );
    expect(readFileSync(baseline, "utf8")).toBe(before);
  });

  test.each([
    ["no such file; run again with --update-baseline to create it", undefined],
    ["not a valid baseline file; run again with --update-baseline to overwrite the file", "{}"],
    [
      "not a valid baseline file; run again with --update-baseline to overwrite the file",
      '{"version":1,"refusals":[{"page":1}]}',
    ],
    ["not a valid baseline file; run again with --update-baseline to overwrite the file", "[\u001b"],
  ])("%s", async (message, content) => {
    const path = join(folder, "other.json");
    if (content !== undefined) writeFileSync(path, content);
    expect(await diagnose(first, "--baseline", path)).toEqual({
      code: 2,
      out: "",
      errors: [`/other.json: ${message}`],
    });
  });

  test("--update-baseline needs the file", async () => {
    expect((await diagnose(first, "--update-baseline")).errors).toEqual(["--update-baseline needs --baseline FILE"]);
  });
});
