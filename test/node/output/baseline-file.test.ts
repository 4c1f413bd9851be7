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
  "version": 2,
  "refusals": [
    { "page": "${page}", "method": "GET", "url": "http://127.0.0.1:*/x", "step": "actual", "cause": "missing-allow-origin", "names": [] },
    { "page": "${page}", "method": "GET", "url": "https://api.example/orders", "step": "actual", "cause": "missing-allow-origin", "names": [] },
    { "page": "${page}", "method": "PUT", "url": "https://api.example/orders/:id/items/:id", "step": "preflight", "cause": "method-not-allowed", "names": ["PUT"] }
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

  test("that does not exist accepts nothing: the reports are written, and the message says how to accept", async () => {
    const [missing, report] = [join(folder, "new", "baseline.json"), join(folder, "first-run.json")];
    const { code, errors } = await diagnose(first, "--baseline", missing, "--report", `json=${report}`);
    expect({ code, errors }).toEqual({
      code: 1,
      errors: [
        "/new/baseline.json: no such file, so every refusal is new; to accept them, run again with --update-baseline",
      ],
    });
    expect(JSON.parse(readFileSync(report, "utf8")).summary).toMatchObject({ blocked: 3 });
    expect(await diagnose(first, "--baseline", missing, "--update-baseline")).toMatchObject({ code: 0 });
    expect(await diagnose(first, "--baseline", missing)).toMatchObject({ code: 0 });
  });

  const invalid = "not a valid baseline file; delete the file, then run again with --update-baseline";
  test.each([
    [invalid, "{}"],
    [invalid, '{"version":1,"refusals":[{"page":1}]}'],
    [invalid, '{"version":2,"refusals":[{"page":"","method":"","url":"","step":null,"cause":null,"names":[1]}]}'],
    [invalid, "[\u001b"],
    [invalid, "null"],
    ["the baseline is from a newer version of cors-panel (3); update cors-panel", '{"version":3}'],
  ])("%s", async (message, content) => {
    const path = join(folder, "other.json");
    writeFileSync(path, content);
    const failed = { code: 2, out: "", errors: [`/other.json: ${message}`] };
    expect(await diagnose(first, "--baseline", path)).toEqual(failed);
    expect(await diagnose(first, "--baseline", path, "--update-baseline")).toEqual(failed);
    expect(readFileSync(path, "utf8")).toBe(content);
  });

  test("--update-baseline needs the file", async () => {
    expect((await diagnose(first, "--update-baseline")).errors).toEqual(["--update-baseline needs --baseline FILE"]);
  });
});

describe("the names of refused headers", () => {
  const path = join(folder, "names.json");
  const preflight = { status: 204, headers: { ...granted, "Access-Control-Allow-Methods": "PUT" } };
  const withHeaders = (...names: readonly string[]): Call => ({
    url: "https://api.example/tea/1",
    method: "PUT",
    headers: Object.fromEntries(names.map((name) => [name, "1"])),
    preflight,
  });

  test("are in the baseline, those of all refusals of a request in one entry", async () => {
    await diagnose([withHeaders("x-b"), withHeaders("x-a", "x-b")], "--baseline", path, "--update-baseline");
    expect(JSON.parse(readFileSync(path, "utf8")).refusals).toEqual([
      expect.objectContaining({ cause: "header-not-allowed", names: ["x-a", "x-b"] }),
    ]);
  });

  test.each([
    [0, ["x-a", "x-b"]],
    [0, ["x-b"]],
    [1, ["x-a", "x-c"]],
    [1, ["x-c"]],
  ])("exit code %d for a request without permission for %j", async (code, names) => {
    expect(await diagnose([withHeaders(...names)], "--baseline", path)).toMatchObject({ code });
  });

  test("that are allowed by now are listed", async () => {
    const { errors } = await diagnose([withHeaders("x-b")], "--baseline", path);
    expect(errors.at(-1)).toMatch(/1 accepted refusal did not occur; .*:\n {2}PUT \S+ header-not-allowed x-a$/);
  });

  test("are not in a baseline of version 1, which accepts any, says so, and is upgraded", async () => {
    const { version: _, refusals } = JSON.parse(readFileSync(path, "utf8"));
    const old = refusals.map(({ names: _, ...entry }: { names: unknown }) => entry);
    writeFileSync(path, JSON.stringify({ version: 1, refusals: old }));
    const { code, errors } = await diagnose([withHeaders("x-c")], "--baseline", path);
    expect({ code, errors }).toEqual({
      code: 0,
      errors: [
        "/names.json: accepted 1 refused request; the file is from an older version and accepts any refused header: run again with --update-baseline to name the headers",
      ],
    });
    await diagnose([withHeaders("x-c")], "--baseline", path, "--update-baseline");
    expect(JSON.parse(readFileSync(path, "utf8"))).toMatchObject({ version: 2, refusals: [{ names: ["x-c"] }] });
    expect(await diagnose([withHeaders("x-a")], "--baseline", path)).toMatchObject({ code: 1 });
  });
});
