import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { readConfig } from "../../src/audit/read-config.ts";
import { publicSuffixList } from "../../src/node/http/public-suffix-list.ts";
import { run } from "../node/run.ts";

const page = "https://app.example.com";
const rule = { origins: [page], routes: ["/orders"], methods: ["GET", "PUT"], headers: ["content-type"] };

test.each<[unknown, string[]]>([
  [3, ["the configuration: must be an object"]],
  [{}, ["allow: missing"]],
  [{ allow: [] }, ["allow: the list is empty; add at least one rule"]],
  [
    { allow: [3], more: 1 },
    ["the configuration: `more` is not a setting; the settings are base, allow", "allow[0]: must be an object"],
  ],
  [{ allow: [{}] }, ["allow[0].origins: missing", "allow[0].routes: missing"]],
  [
    {
      base: "ftp://x/",
      allow: [{ ...rule, origins: [`${page}/`, 3], methods: "GET", headers: { Cookie: "a", "X-A": 1 } }],
    },
    [
      "base: `ftp://x/` does not use http or https",
      `allow[0].origins[0]: \`${page}/\` is not the form in which browsers send this origin; use ${page}`,
      "allow[0].origins[1]: must be a string",
      "allow[0].routes[0]: a path needs a server; set base, or add --base https://api.example",
      "allow[0].methods: must be an array",
      "allow[0].headers.Cookie: a page cannot set `Cookie`, because the browser sets it",
      "allow[0].headers.X-A: must be a string",
    ],
  ],
  [
    { base: "https://x/", allow: [{ origins: "*", routes: ["orders", "https://u:p@x/"], credentials: true }] },
    [
      "allow[0]: browsers refuse `*` for requests with credentials; list the origins",
      "allow[0].routes[0]: `orders` must be a URL or a path that starts with /",
      "allow[0].routes[1]: browsers do not fetch URLs with a user name or password; remove the user name and password from the URL",
    ],
  ],
  [
    {
      base: "https://x/",
      allow: [
        {
          ...rule,
          harmless: [{ method: "GET", route: "/orders" }, { method: "post", route: "/else", body: 3, more: 1 }, 4],
        },
        { origins: [page], routes: ["/mcp"], profile: "mcp", harmless: {} },
      ],
    },
    [
      "allow[0].harmless[0].method: the audit sends GET and HEAD in any case; remove this request",
      "allow[0].harmless[1]: `more` is not a setting; the settings are method, route, body",
      "allow[0].harmless[1].body: must be a string",
      "allow[0].harmless[1].method: `POST` is not one of the rule's methods",
      "allow[0].harmless[1].route: `/else` is not one of the rule's routes",
      "allow[0].harmless[2]: must be an object",
      "allow[1].harmless: must be an array",
    ],
  ],
])("%j", (value, problems) => expect(readConfig(value, undefined, publicSuffixList)).toEqual({ problems }));

test.each([
  ["docs/audit.md", () => readFileSync(new URL("../../docs/audit.md", import.meta.url), "utf8")],
  ["audit --help", async () => (await run("audit", "--help")).out],
])("the example in %s is valid", async (_, source) => {
  const [, written] = /defineConfig\((\{.*?\n\s*\})\);/s.exec(await source()) ?? [];
  const read = readConfig(new Function(`return ${written}`)(), undefined, publicSuffixList);
  expect(read).toMatchObject({ rules: expect.arrayContaining([expect.objectContaining({ credentials: true })]) });
});

test("routes are paths below the path of the base", () => {
  const read = readConfig(
    { base: "https://x/v1/?a#b", allow: [{ ...rule, routes: ["/a?b=c#d", "https://y/"] }] },
    undefined,
    publicSuffixList,
  );
  expect(read).toMatchObject({ rules: [{ urls: ["https://x/v1/a?b=c", "https://y/"] }] });
});
