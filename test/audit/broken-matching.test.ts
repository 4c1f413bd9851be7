import { domainToUnicode } from "node:url";
import { afterEach, describe, expect, test } from "vitest";
import { runAudit } from "../node/commands/run-audit.ts";
import { type Listening, listenHttp } from "../node/http/listen.ts";

let server: Listening | undefined;
afterEach(() => server?.close());

/** Starts an API that repeats each origin that `isAllowed` accepts, with credentials. */
async function serve(isAllowed: (origin: string) => boolean): Promise<string> {
  server = await listenHttp((request, response) => {
    const { origin } = request.headers;
    response.setHeader("Vary", "Origin");
    if (origin !== undefined && isAllowed(origin)) {
      response.setHeader("Access-Control-Allow-Origin", origin);
      response.setHeader("Access-Control-Allow-Credentials", "true");
      response.setHeader("Access-Control-Allow-Methods", "GET, PUT");
      response.setHeader("Access-Control-Allow-Headers", "content-type");
    }
    response.end();
  });
  return `http://localhost:${server.port}`;
}

/** Audits such an API with a policy for one origin; returns each finding as its likeness, severity and origin. */
async function findings(allowed: string, isAllowed: (origin: string) => boolean) {
  const allow = [
    { origins: [allowed], routes: ["/me"], methods: ["GET", "PUT"], headers: ["content-type"], credentials: true },
  ];
  const { code, report, strict, text } = await runAudit(await serve(isAllowed), allow);
  expect(strict).toEqual([]);
  const found: string[] = report.overgrants.map(
    ({ likeness, severity, origin }: Record<string, string>) => `${likeness} (${severity}): ${origin}`,
  );
  return { code, found, text, overgrants: report.overgrants };
}

const app = "https://app.example.com";
const apex = "https://example.com";
const shop = "https://shop.vercel.app";
const page = "https://me.github.io";
const foldAccents = (host: string) => domainToUnicode(host).normalize("NFD").replace(/\p{M}/gu, "");

describe("a server that compares carelessly", () => {
  test.each<[string, string, (origin: string) => boolean, string[]]>([
    ["repeats every origin", app, () => true, ["unrelated (critical): https://cors-panel-audit.test"]],
    ["allows null", app, (origin) => [app, "null"].includes(origin), ["null (critical): null"]],
    [
      "compares the beginning",
      app,
      (origin) => origin.startsWith(app),
      ["suffix (critical): https://app.example.com.cors-panel-audit.test"],
    ],
    [
      "compares the beginning of a local origin",
      "http://localhost:3000",
      (origin) => origin.startsWith("http://localhost"),
      ["suffix (critical): http://localhost.cors-panel-audit.test:3000"],
    ],
    [
      "takes a symbol for the end of the host",
      app,
      (origin) => /^https:\/\/app\.example\.com(?![a-z0-9.:-])/.test(origin),
      ["symbol (critical): https://app.example.com$.cors-panel-audit.test"],
    ],
    [
      "compares the end without a dot, so that evilexample.com passes",
      app,
      (origin) => origin.startsWith("https://") && origin.endsWith("example.com"),
      ["prefix (critical): https://evilexample.com"],
    ],
    [
      "compares the end of an address",
      "https://10.0.0.1",
      (origin) => origin.startsWith("https://") && origin.endsWith("0.0.1"),
      ["prefix (critical): https://110.0.0.1"],
    ],
    [
      "compares the end with the host's own name",
      app,
      (origin) => /^https:\/\/[a-z]*app\.example\.com$/.test(origin),
      ["prefix (medium): https://evilapp.example.com"],
    ],
    [
      "has a pattern with bare dots",
      app,
      (origin) => /^https:\/\/app.example.com$/.test(origin),
      ["dot (critical): https://appxexample.com"],
    ],
    [
      "has one bare dot before a suffix that does not exist",
      app,
      (origin) => /^https:\/\/app\.example.com$/.test(origin),
      ["dot (none): https://app.examplexcom"],
    ],
    [
      "searches for the origin in a text",
      app,
      (origin) => `https://www.example.com,${app}`.includes(origin),
      ["truncated (critical): https://app.example.co"],
    ],
    [
      "leaves the public suffix open",
      app,
      (origin) => /^https:\/\/app\.example\.[a-z]{2,}$/.test(origin),
      ["other-suffix (critical): https://app.example.net", "truncated (critical): https://app.example.co"],
    ],
    [
      "decodes the name and ignores accents",
      app,
      (origin) => /^https:[^A-Z]+$/.test(origin) && foldAccents(origin.slice(8)) === "app.example.com",
      ["idn (critical): https://app.xn--exmple-cua.com"],
    ],
    [
      "allows every customer of a shared host",
      page,
      (origin) => /^https:\/\/[a-z0-9-]+\.github\.io$/.test(origin),
      ["shared-suffix (critical): https://cors-panel-audit.github.io"],
    ],
    [
      "allows preview names that anyone can create",
      shop,
      (origin) => /^https:\/\/shop[a-z0-9-]*\.vercel\.app$/.test(origin),
      ["label (critical): https://shop-evil.vercel.app"],
    ],
    [
      "leaves the end of a registered name open",
      apex,
      (origin) => /^https:\/\/example[a-z-]*\.com$/.test(origin),
      ["label (critical): https://example-evil.com"],
    ],
    [
      "allows every host of the domain, which only its owner can create",
      app,
      (origin) => /^https:\/\/([a-z0-9-]+\.)*example\.com$/.test(origin),
      ["sibling (medium): https://evil.example.com"],
    ],
    [
      "allows the host's subdomains",
      app,
      (origin) => /^https:\/\/([a-z0-9-]+\.)*app\.example\.com$/.test(origin),
      ["subdomain (medium): https://evil.app.example.com"],
    ],
    [
      "ignores the scheme",
      app,
      (origin) => /^https?:\/\/app\.example\.com$/.test(origin),
      ["scheme (high): http://app.example.com"],
    ],
    [
      "ignores the port",
      app,
      (origin) => /^https:\/\/app\.example\.com(:\d+)?$/.test(origin),
      ["port (medium): https://app.example.com:8443"],
    ],
    [
      "ignores case, which is harmless",
      app,
      (origin) => origin.toLowerCase() === app,
      ["letter-case (none): https://APP.EXAMPLE.COM"],
    ],
    [
      "compares the end of a name that is not public",
      "https://app.corp.internal",
      (origin) => origin.startsWith("https://") && origin.endsWith("corp.internal"),
      ["prefix (high): https://evilcorp.internal"],
    ],
  ])("%s", async (_, allowed, isAllowed, expected) => {
    const { code, found } = await findings(allowed, isAllowed);
    expect([...found].sort()).toEqual([...expected].sort());
    expect(code).toBe(expected.every((line) => line.includes("(none)")) ? 0 : 1);
  });

  test("an unanchored pattern: every way in, the worst first, with the others of the same cause", async () => {
    const { found, overgrants } = await findings(app, (origin) => /example\.com/.test(origin));
    expect(found).toEqual([
      "suffix (critical): https://app.example.com.cors-panel-audit.test",
      "prefix (critical): https://evilexample.com",
      "scheme (high): http://app.example.com",
    ]);
    expect(overgrants[1].alsoAllowed).toEqual([
      "https://evilapp.example.com",
      "https://appxexample.com",
      "https://app-evil.example.com",
      "https://evil.example.com",
      "https://evil.app.example.com",
    ]);
  });
});

describe("a server that compares exactly", () => {
  test.each([app, apex, page, shop, "http://localhost:3000", "https://10.0.0.1", "https://app.corp.internal:8443"])(
    "gives no finding for %s",
    async (allowed) => {
      const { code, found } = await findings(allowed, (origin) => origin === allowed);
      expect({ code, found }).toEqual({ code: 0, found: [] });
    },
  );

  test("gives no finding for an anchored and escaped pattern of the hosts that the policy lists", async () => {
    const { code, found } = await findings(app, (origin) => /^https:\/\/(app|www)\.example\.com$/.test(origin));
    expect({ code, found }).toEqual({ code: 0, found: [] });
  });
});

describe("what a finding says", () => {
  test("what was asked, what came back, what an attacker can do and what to change", async () => {
    const { text } = await findings(app, (origin) => origin.endsWith("example.com"));
    expect(text).toContain("TOO LAX (critical)  http://localhost:");
    expect(text).toContain("    sent     GET, Origin: https://evilexample.com\n    received 200\n");
    expect(text).toContain("             Access-Control-Allow-Origin: https://evilexample.com\n");
    expect(text).toContain("also allowed `https://evilapp.example.com`");
    const prose = text.replace(/\s+/g, " ");
    expect(prose).toContain("Whoever registers `evilexample.com` can use it.");
    expect(prose).toContain("as the signed-in visitor, because the browser sends the visitor's cookies");
    expect(prose).toContain("start the pattern with `^` and the scheme");
  });

  test("a sibling host is nothing that anyone can register", async () => {
    const { text } = await findings(app, (origin) => /^https:\/\/[a-z]+\.example\.com$/.test(origin));
    const prose = text.replace(/\s+/g, " ");
    expect(prose).toContain("Only hosts of `example.com` can use it.");
    expect(prose).not.toMatch(/[Aa]nyone|[Ww]hoever/);
  });
});
