import { chmodSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { JsonReport } from "../../src/report/json-report.ts";
import { checkRunner, noLeftovers, processesOf } from "./check-process.ts";
import { crossOriginPages, serveTwoOrigins, type TwoOrigins } from "./cross-origin-pages.ts";

let site: TwoOrigins;
const { check, close, file } = checkRunner();

beforeAll(async () => {
  site = await serveTwoOrigins(crossOriginPages);
});

afterAll(async () => {
  await site?.close();
  close();
});

describe("cors-panel check", () => {
  test.each([
    ["a URL without a scheme", ["shop"], /"shop" is not the URL of a page/],
    ["a URL whose scheme is not of a page", ["javascript:alert(1)"], /is not the URL of a page/],
    ["no URL", [], /no URL given/],
    [
      "a script that cannot be read",
      ["http://localhost", "--script", "/nowhere.js"],
      /nowhere\.js: cannot read the script/,
    ],
    [
      "a browser path without a file",
      ["http://localhost", "--browser", "/nowhere/chrome"],
      /--browser names \/nowhere\/chrome, but no such program exists/,
    ],
    [
      "a browser path to a file that is not executable",
      ["http://localhost", "--browser", "/etc/passwd"],
      /which you may not run/,
    ],
    ["an empty --wait-for", ["http://localhost", "--wait-for", " "], /--wait-for is empty; give the CSS selector/],
    ["an empty --click", ["http://localhost", "--click", ""], /--click is empty; give the CSS selector/],
    ["a browser path to a folder", ["http://localhost", "--browser", "/tmp"], /which is a folder/],
    [
      "a browser address that is only a port",
      ["http://localhost", "--connect", "9222"],
      /--connect needs the address of a browser/,
    ],
    [
      "a browser address on which nothing listens",
      ["http://localhost", "--connect", "ws://127.0.0.1:9/x"],
      /cannot connect to the browser at ws:.*ECONNREFUSED/,
    ],
  ])("reports in one line: %s", async (_, args, message) => {
    const result = await check(...args);
    expect(result).toMatchObject({ code: 2, out: "", leftovers: noLeftovers });
    expect(result.errors.trimEnd()).toMatch(message);
    expect(result.errors.trimEnd().split("\n")).toHaveLength(1);
  });

  test.each([
    ["a host that is not there", "http://cors-panel.invalid/", /ERR_NAME_NOT_RESOLVED/],
    ["a server that is down", "http://127.0.0.1:9/", /ERR_CONNECTION_REFUSED|ERR_UNSAFE_PORT/],
  ])("reports %s", async (_, url, message) => {
    const result = await check(url);
    expect(result).toMatchObject({ code: 2, leftovers: noLeftovers });
    expect(result.errors).toMatch(message);
  });

  test("gives up on a browser that never responds", async () => {
    const silent = await serveTwoOrigins(() => {});
    const result = await check(site.page, "--connect", silent.page.replace("http", "ws"), "--timeout", "1");
    expect(result).toMatchObject({ code: 2, leftovers: noLeftovers });
    expect(result.errors).toContain("timed out");
    await silent.close();
  });

  test("quotes a browser that cannot start for want of a library", async () => {
    const browser = file(
      "lacking.sh",
      '#!/bin/sh\necho "$0: error while loading shared libraries: libnss3.so" >&2\nexit 127\n',
    );
    chmodSync(browser, 0o755);
    const result = await check(site.page, "--browser", browser);
    expect(result).toMatchObject({ code: 2, out: "", leftovers: noLeftovers });
    expect(result.errors).toMatch(/lacking\.sh did not start \(.*libnss3\.so\)/);
  });

  test("ends a browser that never responds, with the processes that it started", async () => {
    const browser = file("silent.sh", '#!/bin/sh\nsleep 300 "$0" "$@" &\nsleep 300\n');
    chmodSync(browser, 0o755);
    const result = await check(site.page, "--browser", browser);
    expect(result).toMatchObject({ code: 2, out: "", leftovers: noLeftovers });
    expect(result.errors).toContain("silent.sh did not start (no response within 30 s");
  });

  test.each(["/hangs", "/hanging-frame"])("ends with a sentence when a script never ends: %s", async (path) => {
    const result = await check(`${site.page}${path}`, "--timeout", "5");
    expect(result).toMatchObject({ code: 2, leftovers: noLeftovers });
    expect(result.errors).toMatch(
      /: the page did not respond within 5 s: one of its scripts was still running, perhaps in an endless loop/,
    );
  });

  test("waits for a page that is busy longer than the network is idle", async () => {
    const result = await check(`${site.page}/busy`, "--json");
    expect((JSON.parse(result.out) as JsonReport).fetches.map(({ url }) => url)).toEqual([`${site.api}/late`]);
    expect(result).toMatchObject({ code: 1, errors: "", leftovers: noLeftovers });
  });

  test("fails for a page whose own status is an error and which fetches nothing", async () => {
    const result = await check(`${site.page}/missing`);
    expect(result).toMatchObject({ code: 2, out: "", leftovers: noLeftovers });
    expect(result.errors).toContain("/missing: the server responded to the page itself with 404");
  });

  test("gives up on a page that never responds, and still checks the others", async () => {
    const result = await check(`${site.page}/never`, `${site.page}/good`, "--timeout", "4");
    expect(result).toMatchObject({ code: 2, leftovers: noLeftovers });
    expect(result.errors).toContain("/never: not finished within 4 s");
    expect(result.out).toContain("none refused by CORS, 1 allowed");
  });

  test("gives up on an element that does not appear", async () => {
    const result = await check(`${site.page}/one`, "--click", "#nowhere", "--timeout", "4");
    expect(result).toMatchObject({ code: 2, leftovers: noLeftovers });
    expect(result.errors).toContain("not finished within 4 s: no element matches #nowhere");
    expect(result.out).toContain("1 refused by CORS");
  });

  test("reports an invalid selector at once", async () => {
    const result = await check(`${site.page}/one`, "--click", "!!", "--timeout", "60");
    expect(result).toMatchObject({ code: 2, leftovers: noLeftovers });
    expect(result.errors).toContain("cannot click !!: SyntaxError");
  });

  test("names a script that throws, with its error", async () => {
    const result = await check(`${site.page}/one`, "--script", file("broken.js", 'throw new Error("no such user");'));
    expect(result).toMatchObject({ code: 2, leftovers: noLeftovers });
    expect(result.errors).toMatch(/broken\.js failed: .*no such user/);
  });

  test("checks a page that polls forever by what it fetched until the timeout", async () => {
    const result = await check(`${site.page}/polls`, "--timeout", "5");
    expect(result).toMatchObject({ code: 1, leftovers: noLeftovers });
    expect(result.errors).toContain("was still busy after 5 s");
    // A busy machine may have time for one poll only, which has no count.
    expect(result.out).toMatch(/REFUSED {2}GET .*\/poll(?: {2}\(\d+ times\))?\n/);
  });

  test("names a fetch that gets no response", async () => {
    const result = await check(`${site.page}/waits`, "--timeout", "4");
    expect(result).toMatchObject({ code: 0, leftovers: noLeftovers });
    expect(result.errors).toMatch(/no response yet from .*\/never/);
    expect(result.out).toContain("1 without a response yet.");
  });

  test("does not wait for a fetch that a navigation cancels", async () => {
    const result = await check(`${site.page}/leaves`, "--timeout", "60");
    expect(result).toMatchObject({ code: 0, errors: "", leftovers: noLeftovers });
    expect(result.out).toContain("none refused by CORS");
  });

  test("reports each of 5,000 fetches at once", async () => {
    const { out, code, leftovers } = await check(`${site.page}/many`, "--json", "--timeout", "100");
    const { fetches, summary } = JSON.parse(out) as JsonReport;
    expect(summary.refused + summary.failed).toBe(5000);
    expect(new Set(fetches.map(({ outcome }) => outcome))).toEqual(new Set(["refused", "failed"]));
    expect(fetches.length).toBeLessThan(10);
    expect({ code, leftovers }).toEqual({ code: 1, leftovers: noLeftovers });
  });

  test("reports a browser that is killed during the check", async () => {
    const result = await check(`${site.page}/polls`, "--timeout", "60", {
      async meanwhile(temporaryFolder) {
        await expect.poll(() => processesOf(temporaryFolder).length, { timeout: 20_000 }).toBeGreaterThan(3);
        for (const { id, isMain } of processesOf(temporaryFolder)) if (isMain) process.kill(id, "SIGKILL");
      },
    });
    expect(result).toMatchObject({ code: 2, leftovers: noLeftovers });
    expect(result.errors).toMatch(/the browser was closed before the check ended|did not start/);
  });

  test("ends its browser on Ctrl-C", async () => {
    const result = await check(`${site.page}/polls`, "--timeout", "60", {
      async meanwhile(temporaryFolder, interrupt) {
        await expect.poll(() => processesOf(temporaryFolder).length, { timeout: 20_000 }).toBeGreaterThan(3);
        interrupt();
      },
    });
    expect(result).toMatchObject({ code: 2, leftovers: noLeftovers });
    expect(result.errors).toContain("interrupted");
  });
});
