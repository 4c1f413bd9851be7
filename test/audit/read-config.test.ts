import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { readConfig } from "../../src/audit/read-config.ts";
import { run } from "../node/run.ts";

const page = "https://app.example.com";
const rule = { origins: [page], routes: ["/orders"], methods: ["GET", "PUT"], headers: ["content-type"] };

test.each<[unknown, string[]]>([
  [3, ["the configuration: must be an object"]],
  [{}, ["allow: missing"]],
  [{ allow: [] }, ["allow: no rule states what is allowed"]],
  [
    { allow: [3], more: 1 },
    ["the configuration: `more` is no setting; there are base, allow", "allow[0]: must be an object"],
  ],
  [{ allow: [{}] }, ["allow[0].origins: missing", "allow[0].routes: missing"]],
  [
    {
      base: "ftp://x/",
      allow: [{ ...rule, origins: [`${page}/`, 3], methods: "GET", headers: { Cookie: "a", "X-A": 1 } }],
    },
    [
      "base: `ftp://x/` is neither http nor https",
      `allow[0].origins[0]: \`${page}/\` is not how a browser writes an origin: write ${page}`,
      "allow[0].origins[1]: must be a text",
      "allow[0].routes[0]: a path needs a server: set base, or use --base https://api.example",
      "allow[0].methods: must be a list",
      "allow[0].headers.Cookie: a page cannot set `Cookie`: the browser does",
      "allow[0].headers.X-A: must be a text",
    ],
  ],
  [
    { base: "https://x/", allow: [{ origins: "*", routes: ["orders", "https://u:p@x/"], credentials: true }] },
    [
      "allow[0]: with credentials no browser accepts every origin: name the origins",
      "allow[0].routes[0]: `orders` is neither a path that begins with / nor a URL",
      "allow[0].routes[1]: a URL with a user name or password in it cannot be fetched: take it out",
    ],
  ],
])("%j", (value, problems) => expect(readConfig(value, undefined)).toEqual({ problems }));

test.each([
  ["docs/audit.md", () => readFileSync(new URL("../../docs/audit.md", import.meta.url), "utf8")],
  ["audit --help", async () => (await run("audit", "--help")).out],
])("the example in %s is valid", async (_, source) => {
  const [, written] = /defineConfig\((\{.*?\n\s*\})\);/s.exec(await source()) ?? [];
  const read = readConfig(new Function(`return ${written}`)(), undefined);
  expect(read).toMatchObject({ rules: expect.arrayContaining([expect.objectContaining({ credentials: true })]) });
});

test("routes are paths below the path of the base", () => {
  const read = readConfig(
    { base: "https://x/v1/?a#b", allow: [{ ...rule, routes: ["/a?b=c#d", "https://y/"] }] },
    undefined,
  );
  expect(read).toMatchObject({ rules: [{ urls: ["https://x/v1/a?b=c", "https://y/"] }] });
});
