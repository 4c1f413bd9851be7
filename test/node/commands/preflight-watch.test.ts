import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import { afterEach, describe, expect, test } from "vitest";
import { type Listening, listenHttp } from "../http/listen.ts";
import { run } from "../run.ts";

const page = "https://app.example";
let server: Listening | undefined;
afterEach(() => server?.close());

describe("preflight --watch", () => {
  /**
   * Watches a server that sends these values of Access-Control-Allow-Methods one after the other, "" for an aborted
   * connection, and is told to stop when the last one was sent twice. Returns the lines without their times.
   */
  async function watch(values: readonly string[], signal: NodeJS.Signals) {
    let count = 0;
    let child: ReturnType<typeof spawn> | undefined;
    server = await listenHttp((request, response) => {
      const value = values[Math.min(count, values.length - 1)] ?? "";
      count += 1;
      if (count > values.length + 1) child?.kill(signal);
      if (value === "") return void request.socket.destroy();
      response.setHeader("Access-Control-Allow-Origin", page);
      response.setHeader("Access-Control-Allow-Methods", value);
      response.end();
    });
    const bin = fileURLToPath(new URL("../../../src/node/bin.ts", import.meta.url));
    const url = `http://localhost:${server.port}/?token=s3cr3t`;
    const argv = ["preflight", url, "--origin", page, "--method", "PUT", "--watch", "0.01"];
    const started = spawn(process.execPath, ["--import", "tsx", bin, ...argv]);
    child = started;
    let out = "";
    started.stdout.on("data", (chunk) => {
      out += chunk;
    });
    const code = await new Promise((resolve) => started.on("close", resolve));
    const lines = out.trimEnd().split("\n");
    for (const line of lines.slice(0, -1)) expect(line).toMatch(/^\d{4}-\d\d-\d\dT[\d:.]+Z {2}/);
    return { code, out, lines: lines.slice(0, -1).map((line) => line.replace(/^\S+ +/, "")), summary: lines.at(-1) };
  }

  test("prints a line when the outcome changes, and a summary at the end", async () => {
    const { code, out, lines, summary } = await watch(["PUT", "PUT", "GET", "GET", "", "PUT"], "SIGINT");
    expect(lines).toEqual([
      "allowed  HTTP 200, the preflight passes",
      "refused  HTTP 200, method-not-allowed: PUT",
      expect.stringMatching(/^failed {3}net::ERR_/),
      "allowed  HTTP 200, the preflight passes",
    ]);
    expect(summary).toMatch(/^\d+ checks in \d+ s: [4-9] allowed, 2 refused, 1 failed\.$/);
    expect(code).toBe(0);
    expect(out).not.toContain("s3cr3t");
  });

  test("ends with the exit code of the last check", async () => {
    expect(await watch(["PUT", "GET"], "SIGTERM")).toMatchObject({ code: 1 });
  });
});

test.each<[string[], RegExp]>([
  [["--method", "PUT", "--watch", "soon"], /--watch must be a number of seconds/],
  [["--method", "PUT", "--watch", "0"], /--watch must be a number of seconds/],
  [["--method", "PUT", "--watch", "1", "--json"], /--watch prints lines of text/],
  [["--method", "PUT", "--watch", "1", "--report", "json=x.json"], /--watch prints lines of text/],
  [["--method", "DELETE", "--watch", "1", "--actual"], /would send the DELETE again and again/],
  [["--watch", "1"], /without a preflight/],
  [["--watch", "soon"], /--watch must be a number of seconds/],
])("%j is bad usage", async (argv, message) => {
  const { code, errors } = await run("preflight", "http://localhost:1/", "--origin", page, ...argv);
  expect({ code, errors }).toEqual({ code: 2, errors: [expect.stringMatching(message)] });
});
