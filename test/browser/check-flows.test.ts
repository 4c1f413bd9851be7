import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { JsonReport } from "../../src/report/json-report.ts";
import { checkRunner, noLeftovers } from "./check-process.ts";
import { serveTwoOrigins, type TwoOrigins } from "./cross-origin-pages.ts";

interface Got {
  readonly method: string;
  readonly path: string;
  readonly cookie: string;
  readonly preview: string;
}

let site: TwoOrigins;
let got: Got[] = [];
const { check, close, file } = checkRunner();

/** Pages that request `/api/…` of the other origin. */
beforeAll(async () => {
  site = await serveTwoOrigins((request, response) => {
    const { url = "", method = "", headers } = request;
    const [, port] = (headers.host ?? "").split(":");
    const api = `http://127.0.0.1:${port}`;
    const { cookie = "", "x-preview": preview = "" } = headers;
    got.push({ method, path: url, cookie, preview: String(preview) });
    if (url.startsWith("/api/") || url.startsWith("/own")) return response.end();
    const html = (text: string) =>
      response.setHeader("Content-Type", "text/html").end(`<!doctype html><link rel="icon" href="data:,">${text}`);
    const call = (path: string) => `fetch('${api}/api/${path}').catch(() => {})`;
    switch (url) {
      case "/form":
        return html(`<button onclick="fetch('${api}/api/button').catch(() => { this.className = 'refused' })">a</button>
          <a href="/next">next</a>`);
      case "/next":
        return html(`<p id="next">next</p><script>${call("next")}</script>`);
      case "/own-calls":
        return html("");
      case "/stored":
        return html(`<script>fetch("${api}/api/token/" + localStorage.getItem("token")).catch(() => {})</script>`);
      case "/calls":
        return html(`<script>fetch("/own").then(() => ${call("other")})</script>`);
      case "/late":
        return html(`<script>setTimeout(() => { document.body.innerHTML = "<p id=late>late</p>"; ${call("late")} }, 1500)
          </script>`);
      default:
        return html("");
    }
  });
});

afterAll(async () => {
  await site?.close();
  close();
});

/** The paths of the requests of a report; equal refusals are one item with further URLs. */
const pathsIn = ({ fetches }: JsonReport) =>
  fetches.flatMap(({ url, alsoTo = [] }) =>
    [url, ...alsoTo.map((other) => other.url)].map((each) => new URL(each).pathname),
  );
const pathsOf = (out: string) => pathsIn(JSON.parse(out) as JsonReport).toSorted();
const gotAt = (path: string) => got.filter((each) => each.path === path);

describe("cors-panel check --flow", () => {
  test("runs the flow on the page, with named steps", async () => {
    const flow = file(
      "buy.mjs",
      `export default async ({ page, step }) => {
        const title = await step("press the button", async () => {
          await page.click("button");
          await page.waitForSelector("button.refused");
          return "pressed";
        });
        if (title !== "pressed") throw new Error("no result");
        await step("go on", () => page.click("a"));
        await page.waitForSelector("#next");
      };`,
    );
    const result = await check(`${site.page}/form`, "--flow", flow, "--json");
    expect(result).toMatchObject({ code: 1, errors: "", leftovers: noLeftovers });
    expect(pathsOf(result.out)).toEqual(["/api/button", "/api/next"]);
  });

  test("runs several flows without a URL, each as a source of its own", async () => {
    const flows = ["one", "two"].map((name) =>
      file(`${name}.mjs`, `export default async ({ page }) => { await page.goto("${site.page}/next"); };`),
    );
    const result = await check(...flows.flatMap((flow) => ["--flow", flow]), "--json");
    expect(result).toMatchObject({ code: 1, errors: "", leftovers: noLeftovers });
    const reports = JSON.parse(result.out) as JsonReport[];
    expect(reports.map(({ source, fetches }) => [source, fetches.length])).toEqual(flows.map((flow) => [flow, 1]));
  });

  test("names the file, the line and the step of an error, and still reports", async () => {
    const flow = file(
      "broken.mjs",
      `export default async ({ page, step }) => {
  await step("press", () => page.click("button"));
  await step("sign in", async () => {
    throw new Error("no such user");
  });
};`,
    );
    const result = await check(`${site.page}/form`, "--flow", flow);
    expect(result).toMatchObject({ code: 2, leftovers: noLeftovers });
    expect(result.errors).toMatch(/broken\.mjs:4:11: step "sign in" failed: no such user/);
    expect(result.out).toContain("1 refused by CORS");
  });

  test("names the line of the step's call where the error of Puppeteer has none, and the file once", async () => {
    const flow = file(
      "no such element.mjs",
      `export default async ({ page, step }) => {
  await page.goto("${site.page}/form");
  await step("pay", () =>
    page.click("#pay"));
};`,
    );
    const result = await check("--flow", flow);
    expect(result).toMatchObject({ code: 2, leftovers: noLeftovers });
    expect(result.errors).toBe(`cors-panel: ${flow}:3:9: step "pay" failed: No element found for selector: #pay\n`);
  });

  test("names a step that does not end, and one that the flow does not wait for", async () => {
    const hanging = file("hangs.mjs", `export default ({ step }) => step("wait", () => new Promise(() => {}));`);
    const hung = await check(`${site.page}/form`, "--flow", hanging, "--timeout", "4");
    expect(hung).toMatchObject({ code: 2, leftovers: noLeftovers });
    expect(hung.errors).toMatch(/not finished within 4 s: step "wait" of .*hangs\.mjs was still running/);
    const loose = file(
      "loose.mjs",
      `export default ({ step }) => {
        step("later", async () => { await new Promise((done) => setTimeout(done, 100)); throw new Error("too late"); });
      };`,
    );
    const late = await check(`${site.page}/form`, "--flow", loose);
    expect(late).toMatchObject({ code: 2, leftovers: noLeftovers });
    expect(late.errors).toMatch(/step "later" failed: too late/);
  });

  test.each([
    ["throws in a timer", "setTimeout(() => { throw new Error('too late'); })", "uncaught error"],
    ["leaves a promise without await", "Promise.reject(new Error('too late'))", "unhandled rejection"],
  ])("ends with exit code 2 and a line of its own when a flow %s, and closes the browser", async (_, code, name) => {
    const flow = file(
      `loses-${name.length}.mjs`,
      `export default async ({ page }) => {\n  ${code};\n  await page.waitForSelector("#never");\n};`,
    );
    const result = await check(`${site.page}/form`, "--click", "button", "--flow", flow);
    expect(result).toMatchObject({ code: 2, leftovers: noLeftovers });
    expect(result.errors.split("\n")).toEqual([
      expect.stringMatching(
        new RegExp(`^cors-panel: ${name}: too late \\(at .*/loses-${name.length}\\.mjs:2:\\d+\\)$`),
      ),
      `cors-panel: ${site.page}/form: interrupted`,
      "",
    ]);
    expect(result.out).toContain("1 refused by CORS");
  });

  test.each([
    ["no default export", "export const flow = 1;", /the flow is missing; write "export default async/],
    ["a syntax error", "export default (", /cannot load the flow \(.*\)/],
  ])("reports a file with %s", async (_, code, message) => {
    const result = await check(`${site.page}/form`, "--flow", file(`bad-${code.length}.mjs`, code));
    expect(result).toMatchObject({ code: 2, out: "", leftovers: noLeftovers });
    expect(result.errors).toMatch(message);
  });

  test("reports a file that does not exist", async () => {
    const result = await check(`${site.page}/form`, "--flow", "/nowhere.mjs");
    expect(result).toMatchObject({ code: 2, out: "", leftovers: noLeftovers });
    expect(result.errors).toBe("cors-panel: /nowhere.mjs: no such file\n");
  });
});

describe("the steps of cors-panel check", () => {
  test("belong to the URL before them, and to all URLs where they come first", async () => {
    const script = file("own.js", `await fetch("${site.api}/api/shared").catch(() => {})`);
    const urls = [`${site.page}/form`, "--click", "button", `${site.page}/form`];
    const { out, code } = await check("--script", script, ...urls, "--json");
    const reports = JSON.parse(out) as JsonReport[];
    expect(reports.map((report) => pathsIn(report).toSorted())).toEqual([
      ["/api/button", "/api/shared"],
      ["/api/shared"],
    ]);
    expect(code).toBe(1);
  });

  test("follow a script and a click that open another page", async () => {
    const script = file("leave.js", `location.href = "/next"; await new Promise(() => {});`);
    const byScript = await check(`${site.page}/form`, "--script", script, "--json");
    expect([byScript.code, byScript.errors, pathsOf(byScript.out)]).toEqual([1, "", ["/api/next"]]);
    const byClick = await check(`${site.page}/form`, "--click", "a", "--click", "#next", "--json");
    expect([byClick.code, byClick.errors, pathsOf(byClick.out)]).toEqual([1, "", ["/api/next"]]);
  });

  test("wait for an element or a request, and as long as --idle says", async () => {
    for (const options of [
      ["--wait-for", "#late"],
      ["--wait-for", `${site.api}/api/late`],
      ["--idle", "2500"],
    ]) {
      const result = await check(`${site.page}/late`, ...options, "--json");
      expect([options, result.code, result.errors, pathsOf(result.out)]).toEqual([options, 1, "", ["/api/late"]]);
    }
    const never = await check(`${site.page}/form`, "--wait-for", "#never", "--timeout", "4");
    expect(never).toMatchObject({ code: 2, leftovers: noLeftovers });
    expect(never.errors).toContain("no visible element matches #never");
  });
});

describe("the session of cors-panel check", () => {
  test("has cookies of the page's host, and of other domains", async () => {
    got = [];
    const other = `b=2; domain=${new URL(site.api).hostname}; samesite=lax`;
    await check(`${site.page}/calls`, `${site.api}/form`, "--cookie", "a=1=x", "--cookie", other);
    expect(gotAt("/calls").map(({ cookie }) => cookie)).toEqual(["a=1=x"]);
    expect(gotAt("/form").map(({ cookie }) => cookie)).toEqual(["a=1=x; b=2"]);
  });

  test("has the cookies and the local storage of a Playwright state", async () => {
    got = [];
    const cookie = {
      name: "s",
      value: "t",
      domain: "localhost",
      path: "/",
      expires: -1,
      httpOnly: true,
      secure: false,
    };
    const state = {
      cookies: [{ ...cookie, sameSite: "Lax" }],
      origins: [{ origin: site.page, localStorage: [{ name: "token", value: `"</script>'\u2028` }] }],
    };
    const path = file("state.json", JSON.stringify(state));
    const result = await check(`${site.page}/stored`, "--storage-state", path, "--json");
    expect([result.code, result.errors]).toEqual([1, ""]);
    expect(gotAt("/stored").map(({ cookie }) => cookie)).toEqual(["s=t"]);
    const { url = "" } = (JSON.parse(result.out) as JsonReport).fetches[0] ?? {};
    expect(decodeURIComponent(url)).toContain("/api/token/");
    expect(got.some(({ path }) => decodeURIComponent(path).endsWith(`/"</script>'\u2028`))).toBe(true);
    // The state is put in without a request to the site.
    expect(got.map(({ path }) => path.split("/")[1])).toEqual(["stored", "api"]);
  });

  test("sends headers to the page's own origin only, so that CORS stays as it is", async () => {
    got = [];
    const result = await check(`${site.page}/calls`, "--header", "X-Preview: yes", "--json");
    expect([result.code, result.errors, pathsOf(result.out)]).toEqual([1, "", ["/api/other"]]);
    expect(got.map(({ method, path, preview }) => [method, path, preview])).toEqual([
      ["GET", "/calls", "yes"],
      ["GET", "/own", "yes"],
      ["GET", "/api/other", ""],
    ]);
  });

  test.each([
    ["a cookie without a value", ["--cookie", "a"], /--cookie needs NAME=VALUE/],
    ["a cookie with an unknown attribute", ["--cookie", "a=1; when=now"], /unknown attribute "when=now"/],
    ["a header without a value", ["--header", "x-a"], /--header needs a name and a value/],
    ["a header of the browser", ["--header", "Origin: https://a.example"], /which the browser sets itself/],
    ["a cookie as a header", ["--header", "cookie: a=1"], /use --cookie/],
    ["a state that is not there", ["--storage-state", "/nowhere.json"], /cannot read the storage state/],
    ["an idle time that is no number", ["--idle", "soon"], /--idle must be a whole number/],
  ])("reports in one line: %s", async (_, args, message) => {
    const result = await check("http://localhost:1/", ...args);
    expect(result).toMatchObject({ code: 2, out: "", leftovers: noLeftovers });
    expect(result.errors.trimEnd()).toMatch(message);
    expect(result.errors.trimEnd().split("\n")).toHaveLength(1);
  });

  test.each([
    ["no JSON", "<xml>", /is not JSON/],
    ["another shape", '{"cookies":[{"name":1}]}', /cookies\[0\]\.name is not as in Playwright's storage state/],
  ])("says where a state has %s", async (_, content, message) => {
    const result = await check("http://localhost:1/", "--storage-state", file("bad.json", content));
    expect(result).toMatchObject({ code: 2, out: "", leftovers: noLeftovers });
    expect(result.errors).toMatch(message);
  });
});
