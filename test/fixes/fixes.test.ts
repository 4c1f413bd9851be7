import { describe, expect, test } from "vitest";
import { requiredChanges } from "../../src/fixes/required-changes.ts";
import { diagnose, type Fix, fixesFor, stacks as libraries, plainDiagnosis, readHar, unique } from "../../src/index.ts";
import { logOf as chromeLogOf } from "../har.ts";

interface Call {
  readonly url?: string;
  readonly origin?: string;
  readonly method?: string;
  readonly asks?: string;
  readonly cookie?: boolean;
  /** The response to the preflight; undefined for a fetch without one. */
  readonly preflight?: Answer;
  readonly actual?: Answer;
}

interface Answer {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly location?: string;
}

const app = "https://app.example";
const allows = (value: string, more: Readonly<Record<string, string>> = {}) => ({
  headers: { "Access-Control-Allow-Origin": value, ...more },
});
const credentials = { "Access-Control-Allow-Credentials": "true" };

describe("fixes for many fetches", () => {
  test("are written once for all that need the same, and are those that each gets alone", () => {
    const calls = [1, 2, 3].flatMap((n): Call[] => [
      { url: `https://api.example/api/${n}`, actual: allows("https://other.example") },
      { url: `https://api.example/api/${n}`, method: n === 2 ? "DELETE" : "PUT", preflight: allows(app) },
    ]);
    const read = () => recorded(calls);
    const shared = read();
    const refused = diagnose(shared).filter(({ verdict }) => verdict !== null);
    expect(refused).toHaveLength(6);
    const alone = refused.map((_, index) => {
      const recording = read();
      const diagnosis = diagnose(recording).filter(({ verdict }) => verdict !== null)[index];
      return diagnosis && fixesFor([diagnosis], recording);
    });
    const together = refused.map((diagnosis) => fixesFor([diagnosis], shared));
    expect(together).toEqual(alone);
    expect(new Set(together.map(([first]) => first)).size).toBe(3);
  });
});

describe("the policy", () => {
  test("names what is new in one sentence, and marks its lines", () => {
    const fix = fixOf([{ method: "PUT", asks: "x-api-key", preflight: allows(app, credentials) }]);
    expect(fix.title).toBe("Allow `PUT` and the header `x-api-key` for `https://app.example`");
    expect(changedLines(fix)).toEqual([
      "  methods: ['GET', 'HEAD', 'POST', 'PUT'], // keep the other entries",
      "  allowedHeaders: ['x-api-key'], // keep the other entries",
    ]);
  });

  test("adds to what any response below the same path allows, and leaves the other options as they are", () => {
    const { code } = fixOf([
      { method: "PATCH", preflight: allows(app, { "Access-Control-Allow-Methods": "GET" }) },
      {
        url: "https://api.example/api/other",
        origin: "https://admin.example",
        method: "DELETE",
        asks: "x-b",
        preflight: allows("https://admin.example", {
          "Access-Control-Allow-Methods": "DELETE",
          "Access-Control-Allow-Headers": "X-B",
          "Access-Control-Expose-Headers": "X-Total-Count",
          "Access-Control-Max-Age": "600",
        }),
        actual: allows("https://admin.example"),
      },
    ]);
    expect(code).toContain("methods: ['GET', 'HEAD', 'POST', 'PATCH', 'DELETE'], // keep the other entries");
    expect(code).not.toMatch(/origin:|allowedHeaders|exposedHeaders|maxAge/);
  });

  test("takes nothing from another part of the server", () => {
    const { code } = fixOf([
      { method: "PATCH", preflight: {} },
      { url: "https://api.example/public/x", origin: "https://admin.example", actual: allows("https://admin.example") },
    ]);
    expect(code).toContain("origin: ['https://app.example'],");
  });

  test("is one for all refused fetches of a server", () => {
    const calls: Call[] = [
      { method: "PUT", preflight: {} },
      { url: "https://api.example/api/z", method: "DELETE", asks: "x-b", preflight: {} },
      { url: "https://api.example/api/z", origin: "https://b.example", asks: "x-a", preflight: {} },
    ];
    const { code, title } = fixOf(calls);
    const byHand = fixesOf(calls).find(({ stack }) => stack === "express-manual")?.code;
    expect(code).toContain("origin: ['https://app.example', 'https://b.example'],");
    expect(code).not.toMatch(/methods|allowedHeaders/);
    expect(byHand).toContain("'Access-Control-Allow-Methods', 'GET, HEAD, POST, PUT, DELETE'");
    expect(byHand).toContain("'Access-Control-Allow-Headers', 'x-a, x-b'");
    expect(title).toContain("for `https://app.example` and `https://b.example`");
  });

  test("has credentials that are only possible as a comment, and says when they are needed", () => {
    const fix = fixOf([{ actual: {} }]);
    expect(fix.code).toContain("  // credentials: true, // uncomment if the page sends cookies");
    expect(fix.code).not.toMatch(/^\s*credentials/m);
    expect(fix.title).toBe("Allow `https://app.example`");
    expect(fix.warnings).toContainEqual(
      expect.stringContaining("does not show whether the request carries credentials"),
    );
  });

  test("says nothing of cookies where the server grants credentials today", () => {
    const credentials = { "Access-Control-Allow-Credentials": "true" };
    const fix = fixOf([{ method: "PUT", preflight: allows(app, credentials) }]);
    expect(fix.code).not.toContain("credentials");
    expect(fix.warnings).not.toContainEqual(expect.stringContaining("does not show"));
  });

  test("names the header that the server's list lacks, also where the response with the list is an error", () => {
    const refusal = { ...allows(app, { "Access-Control-Allow-Headers": "x-a" }), status: 400 };
    const fix = fixOf([{ asks: "x-b", preflight: refusal }]);
    expect(fix.title).toBe("Allow the header `x-b` for `https://app.example`");
    expect(fix.warnings).not.toContainEqual(expect.stringContaining("methods and headers"));
  });

  test("names no header for a server that repeats what is asked for, because a list would take the others away", () => {
    const repeated = { Vary: "Origin, Access-Control-Request-Headers", "Access-Control-Allow-Headers": "x-a" };
    const other = {
      url: "https://api.example/api/z",
      asks: "x-b",
      preflight: allows(app, { ...repeated, "Access-Control-Allow-Headers": "x-b" }),
    };
    const fix = fixOf([{ method: "PUT", asks: "x-a", preflight: allows(app, repeated) }, other]);
    expect(fix.code).not.toContain("allowedHeaders");
  });

  test("says to an extension that its manifest is enough", () => {
    const fix = fixOf([{ origin: "chrome-extension://abcdefghijklmnopabcdefghijklmnop", actual: {} }]);
    expect(fix.warnings).toContainEqual(expect.stringContaining("`host_permissions`"));
  });

  test("says nothing of cookies where one was sent", () => {
    const fix = fixOf([{ cookie: true, actual: allows("*") }]);
    expect(fix.title).toBe("Allow credentials for `https://app.example`");
    expect(fix.warnings).not.toContainEqual(expect.stringContaining("does not show"));
    expect(fix.code).toContain("if (isListed) return callback(null, { origin: allowedOrigins, credentials: true });");
    expect(fix.code).toContain("callback(null, { origin: '*' }); // every other page, without credentials");
  });

  test("keeps `*` where the server sends it, and the page is not known to send credentials", () => {
    const fix = fixOf([{ method: "PUT", preflight: allows("*") }]);
    expect(fix.code).not.toMatch(/origin|credentials/);
    expect(fix.code).toContain("methods: ['GET', 'HEAD', 'POST', 'PUT'], // keep the other entries");
  });

  test("warns that other pages will be refused where a stack cannot keep `*` for them", () => {
    const fixes = fixesOf([{ cookie: true, actual: allows("*") }]);
    const closing = fixes.find(({ stack }) => stack === "gin");
    expect(closing?.warnings).toContainEqual(expect.stringContaining("or browsers will refuse their requests"));
  });

  test.each(["*", app])("that allows credentials keeps no `*` beside them, where the server sends %s", (sent) => {
    for (const { stack, code, warnings } of fixesOf([{ cookie: true, actual: allows(sent) }])) {
      const library = libraries.find(({ id }) => id === stack);
      if (!library || library.staysOpen) continue;
      const named = code.replaceAll("\\\\", "").replaceAll("\\", "");
      if (library.devPorts === undefined && stack !== "response-headers") expect(named, stack).toContain(app);
      const keeps = code.split("\n").filter((line) => /keep (?:the|its) other/.test(line));
      for (const line of keeps.filter((line) => line.endsWith(":") || /origin|:\/\//i.test(line)))
        expect(line, stack).toMatch(/, but not "\*":?$/);
      if (keeps.length > 0 && library.language !== "json") expect(code, stack).toContain('but not "*"');
      if (library.devPorts === undefined) expect(warnings[0], stack).toMatch(/^First remove `\*`/);
    }
  });

  test("leaves methods and headers out where the server's lists do not show, and says so", () => {
    const fix = fixOf([{ method: "PUT", asks: "x-a", preflight: { headers: { Vary: "Origin" } } }]);
    expect(fix.code).toContain("origin: ['https://app.example'], // keep the other entries");
    expect(fix.code).toContain("  // allowedHeaders: ['x-a'], // only if there is a list already");
    expect(fix.warnings).toContainEqual(expect.stringContaining("also add `PUT`, `x-a`"));
  });

  test("leaves out what could break out of the code, and says so", () => {
    const fix = fixOf([{ origin: "http://a'b.example", method: "PUT", asks: "x-a, x!b", preflight: {} }]);
    expect(fix.code).toContain("origin: ['https://your-page.example'],");
    expect(fix.warnings).toContainEqual(expect.stringContaining("`http://a'b.example`"));
    expect(fix.warnings).toContainEqual(expect.stringContaining("`x!b`"));
  });

  test("names origins below a path where one of them may send credentials today, though the refused call was under `*`", () => {
    const open: Call = { url: "https://api.example/api/open", method: "PUT", preflight: allows("*") };
    const own: Call = { url: "https://api.example/api/me", origin: "https://b.example", cookie: true };
    const fixOfOpen = (...others: Call[]) => {
      const recording = recorded([open, ...others]);
      const refused = diagnose(recording).filter(({ verdict }) => verdict !== null);
      const without = refused.map((diagnosis) => ({ ...plainDiagnosis(diagnosis), credentials: "omit" as const }));
      return fixesFor(without, recording).find(({ stack }) => stack === "express-cors");
    };
    expect(fixOfOpen()?.code).not.toContain("origin");
    const fix = fixOfOpen({ ...own, actual: allows("https://b.example", credentials) });
    expect(fix?.code).toContain("const allowedOrigins = ['https://app.example', 'https://b.example'];");
    expect(fix?.code).toContain("{ origin: '*' }");
  });

  test("keeps out of the code what the server allows and code cannot hold", () => {
    const more = {
      "Access-Control-Allow-Methods": "PUT, A'B",
      "Access-Control-Allow-Headers": "X-A, X.Tenant",
      "Access-Control-Expose-Headers": "X|Page, not a name",
      "Access-Control-Max-Age": "31536000",
    };
    const fix = fixOf([{ asks: "x-b", preflight: allows(app, more) }]);
    expect(fix.code).toContain("allowedHeaders: ['X-A', 'x-b'], // keep the other entries");
    for (const name of ["A'B", "X.Tenant", "X|Page"]) expect(fix.code).not.toContain(name);
  });

  test("warns of a page without https", () => {
    const fix = fixOf([{ origin: "http://app.example", cookie: true, actual: {} }]);
    expect(fix.warnings).toContainEqual(expect.stringContaining("does not use https"));
  });

  test("warns of another page without https that stays allowed, except on this machine", () => {
    const allowed = (origin: string): Call => ({ origin, url: "https://api.example/b", actual: allows(origin) });
    const own = { url: "https://api.example/a", actual: {} };
    const warned = (...calls: Call[]) =>
      fixesOf([own, ...calls])[0]?.warnings.filter((warning) => warning.includes("without https"));
    expect(warned(allowed("http://www.example.com"))).toEqual([
      "The server also allows `http://www.example.com`, without https. An attacker on the network can change such a page and read this API through it. Remove what you no longer need.",
    ]);
    expect(warned(allowed("http://localhost:3000"), allowed("https://www.example.com"))).toEqual([]);
  });
});

test("no server has to allow a header with which the HTTP cache revalidates a response", () => {
  const headers = { "If-None-Match": '"1"', "If-Modified-Since": "Sun, 29 Nov 2026 12:00:00 GMT" };
  const call = { method: "PUT", headers: { ...headers, "X-A": "1" }, answer: { status: 200 } };
  const [diagnosis] = diagnose(readHar(chromeLogOf(call)));
  expect(diagnosis && requiredChanges(diagnosis).headerNames).toEqual(["x-a"]);
});

describe("the page", () => {
  test("writes its method in upper case, where the server allows that already", () => {
    const fixes = fixesOf([{ method: "patch", preflight: allows(app, { "Access-Control-Allow-Methods": "PATCH" }) }]);
    expect(fixes.map(({ stack }) => stack)).toEqual(["page"]);
    expect(fixes[0]?.code).toContain("method: 'PATCH',");
  });

  test("writes its method in upper case and the server allows it, where neither is so", () => {
    const fixes = fixesOf([{ method: "patch", preflight: allows(app, { "Access-Control-Allow-Methods": "PUT" }) }]);
    expect(fixes.map(({ stack }) => stack)).toContain("page");
    expect(fixes.find(({ stack }) => stack === "express-cors")?.code).toContain("'PATCH'");
  });

  test("takes response headers out of its request, and the server does not allow them", () => {
    const asks = "access-control-allow-origin, x-a";
    const fixes = fixesOf([{ asks, preflight: allows(app) }]);
    expect(fixes.find(({ stack }) => stack === "page")?.title).toContain("`Access-Control-…` headers");
    expect(fixes.find(({ stack }) => stack === "express-cors")?.code).toContain("allowedHeaders: ['x-a'],");
  });

  test("calls the final URL of a redirected preflight, and the server may answer it instead", () => {
    const location = "https://api.example/api/x/";
    const fixes = fixesOf([{ asks: "x-a", preflight: { status: 308, location } }]);
    expect(fixes.find(({ stack }) => stack === "page")?.code).toBe(`fetch('${location}', options);`);
    expect(fixes[0]?.remedy).toBe("avoid-redirect");
  });

  test("has two ways out of a wildcard with credentials", () => {
    const fixes = fixesOf([{ cookie: true, actual: allows("*") }]);
    expect(fixes.at(-1)).toMatchObject({ stack: "page", code: expect.stringContaining("credentials: 'omit',") });
    expect(fixes[0]?.code).toContain("Access-Control-Allow-Credentials: true");
  });

  test("without an origin it must be served, and no server gets a fix that allows `null`", () => {
    const fixes = fixesOf([{ origin: "null", actual: allows(app) }]);
    expect(fixes.map(({ stack }) => stack)).toEqual(["page"]);
  });

  test.each([
    ["file:///home/user/index.html", "npx serve ."],
    ["https://frame.example/", '<iframe sandbox="allow-scripts allow-same-origin" src="…"></iframe>'],
    ["about:srcdoc", "addEventListener('message', async (event) => {"],
  ])("without an origin at %s it is told what gives the request an origin", (initiator, line) => {
    const call = { page: initiator, initiator, origin: "null", answer: { status: 200, headers: lines } };
    const recording = readHar(chromeLogOf(call));
    const [fix] = fixesFor(diagnose(recording), recording);
    expect(fix).toMatchObject({ stack: "page", remedy: "change-request" });
    expect(fix?.code.split("\n")).toContain(line);
  });

  test("keeps its host, or the host that its own server redirects to allows its origin", () => {
    const [own, other] = ["https://app.example/api/drafts", "https://api.example/api/drafts"];
    const recording = readHar(
      chromeLogOf(
        { page: app, line: 7, url: own, answer: { status: 307, redirectURL: other }, error: null },
        { page: app, line: 7, url: other, answer: { status: 200, headers: { "X-Powered-By": "Express" } } },
      ),
    );
    const [first, ...others] = fixesFor(diagnose(recording), recording);
    expect(first).toMatchObject({ stack: "page", remedy: "change-request" });
    expect(first?.title).toContain("let the proxy at `app.example` pass on the page's host");
    expect(others[0]).toMatchObject({ stack: "express-cors", remedy: "grant" });
    expect(others[0]?.code).toContain("'https://app.example'");
  });
});

const lines = { "Access-Control-Allow-Origin": "https://app.example" };

describe("a development server", () => {
  const stacksFor = (origin: string) => [...new Set(fixesOf([{ origin, actual: {} }]).map(({ stack }) => stack))];

  test("comes last where the page is on no development server", () => {
    expect(stacksFor(app).slice(-3)).toEqual(["vite-proxy", "webpack-dev-server", "angular-proxy"]);
  });

  test.each([
    ["http://localhost:5173", "vite-proxy"],
    ["http://[::1]:4200", "angular-proxy"],
  ])("comes first for a page on %s, where no response names the server: %s", (origin, stack) => {
    expect(stacksFor(origin)[0]).toBe(stack);
  });

  test("is not guessed from port 3000, which many other servers have too", () => {
    expect(stacksFor("http://localhost:3000")[0]).toBe("response-headers");
  });

  test("needs no warning about what the server allows, because it forwards the requests", () => {
    const [fix] = fixesOf([{ origin: "http://localhost:5173", actual: {} }]);
    expect(fix).toMatchObject({ stack: "vite-proxy", title: expect.stringContaining("leave the server unchanged") });
    expect(fix?.warnings.join(" ")).not.toMatch(/only outside production|must also send/);
  });
});

describe("the stack", () => {
  const answering = (headers: Readonly<Record<string, string>>) =>
    unique(fixesOf([{ actual: { headers } }]), ({ stack }) => stack)
      .filter(({ certainty }) => certainty !== null)
      .map(({ stack, certainty }) => `${stack} ${certainty}`);

  test("is not guessed: where nothing names the server, the headers themselves come first", () => {
    expect(answering({})).toEqual([]);
    expect(fixesOf([{ actual: {} }])[0]).toMatchObject({ stack: "response-headers", certainty: null });
  });

  test.each([
    [{ "X-Powered-By": "Express" }, ["express-cors certain", "express-manual possible", "nestjs possible"]],
    [
      { ETag: 'W/"2-vyGp6PvFo4RvsFtPoIWeCReyIC8"' },
      ["express-cors possible", "express-manual possible", "nestjs possible"],
    ],
    [{ Server: "nginx/1.22.1" }, ["nginx-proxy certain", "nginx-static possible"]],
    [
      { Server: "nginx", "X-Powered-By": "Express" },
      [
        "express-cors certain",
        "express-manual possible",
        "nestjs possible",
        "nginx-proxy certain",
        "nginx-static possible",
      ],
    ],
    [{ Vary: "rsc, next-router-state-tree, next-router-prefetch" }, ["nextjs certain"]],
    [{ Server: "Vercel", "x-vercel-id": "fra1::x" }, ["vercel certain"]],
    [{ Server: "cloudflare" }, []],
    [{ "x-sb-edge-region": "eu-central-1" }, ["supabase-edge certain"]],
  ])("of %j", (headers, stacks) => {
    expect(answering(headers)).toEqual(stacks);
  });

  test("is nginx with files where `OPTIONS` is answered 405", () => {
    const page = { Server: "nginx", "Content-Type": "text/html", "Content-Length": "552" };
    const [fix] = fixesOf([{ method: "PUT", preflight: { headers: page, status: 405 } }]);
    expect(fix).toMatchObject({ stack: "nginx-static", certainty: "certain" });
  });

  test("that answered the refused request comes first", () => {
    const fixes = fixesOf([
      { actual: { status: 502, headers: { Server: "nginx" } } },
      { url: "https://api.example/api/ok", actual: allows(app, { "X-Powered-By": "Express" }) },
    ]);
    expect(fixes[0]?.stack).toBe("nginx-proxy");
  });
});

test("one fix for a thousand fetches of a server allows what each of them needs", () => {
  const calls = Array.from({ length: 1000 }, (_, index) => ({
    url: `https://api.example/user${index}/x`,
    method: "PUT",
    preflight: allows("https://other.example"),
  }));
  const recording = recorded(calls);
  const diagnoses = diagnose(recording);
  const [together] = fixesFor(diagnoses, recording);
  const alone = new Set(diagnoses.map((diagnosis) => fixesFor([diagnosis], recording)[0]?.code));
  expect(alone).toEqual(new Set([together?.code]));
});

function fixesOf(calls: readonly Call[]): Fix[] {
  const recording = recorded(calls);
  return fixesFor(diagnose(recording), recording);
}

function fixOf(calls: readonly Call[]): Fix {
  const fix = fixesOf(calls).find(({ stack }) => stack === "express-cors");
  if (!fix) throw new Error("no fix for Express");
  return fix;
}

function changedLines({ code, changed }: Fix): string[] {
  return code.split("\n").filter((_, index) => changed.includes(index));
}

function recorded(calls: readonly Call[]) {
  return readHar({ log: { entries: calls.flatMap(entriesOf) } });
}

function entriesOf(call: Call, index: number) {
  const {
    url = "https://api.example/api/x",
    origin = app,
    method = "GET",
    asks = "",
    cookie,
    preflight,
    actual,
  } = call;
  const startedDateTime = new Date(1_700_000_000_000 + index * 10).toISOString();
  const sent = { Origin: origin, ...(cookie ? { Cookie: "a=b" } : {}) };
  const pages = Object.fromEntries(asks.split(", ").flatMap((name) => (name ? [[name, "1"]] : [])));
  const preflightHeaders = {
    Origin: origin,
    "Access-Control-Request-Method": method,
    "Access-Control-Request-Headers": asks,
  };
  const entry = (verb: string, headers: object, answer: Answer | undefined) => ({
    startedDateTime,
    time: 2,
    request: { method: verb, url, headers: listOf(headers) },
    response: {
      status: answer ? (answer.status ?? 200) : 0,
      headers: listOf(answer?.headers ?? {}),
      redirectURL: answer?.location ?? "",
    },
  });
  return [
    ...(preflight ? [entry("OPTIONS", preflightHeaders, preflight)] : []),
    entry(method, { ...sent, ...pages }, actual),
  ];
}

function listOf(headers: object) {
  return Object.entries(headers).map(([name, value]) => ({ name, value }));
}
