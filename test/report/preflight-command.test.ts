import { execFileSync } from "node:child_process";
import type { RequestListener } from "node:http";
import { expect, test } from "vitest";
import { posixOption, posixWord } from "../../src/explain/shell.ts";
import { diagnose, isRefused, readHar } from "../../src/index.ts";
import { methodThatCommandSends, preflightCommand } from "../../src/report/preflight-command.ts";
import { type Call, logOf, page } from "../har.ts";
import { listenHttp } from "../node/http/listen.ts";
import { run } from "../node/run.ts";
import { chromiumCaptures } from "../scenarios/captures.ts";

function commandFor(...calls: Call[]): string {
  const [diagnosis] = diagnose(readHar(logOf(...calls))).filter(isRefused);
  return (diagnosis && preflightCommand(diagnosis)) ?? "";
}

/** The words that a POSIX shell reads from each command. */
function wordsOf(...commands: string[]): string[][] {
  const script = commands.map((command) => `printf '%s\\0' ${command}; printf '\\n\\0'`).join("\n");
  const output = execFileSync("sh", [], { input: script, encoding: "utf8", maxBuffer: 1e8 });
  return output
    .split("\n\0")
    .slice(0, -1)
    .map((words) => words.split("\0").slice(0, -1));
}

test("asks for what the browser asked for, without the request itself where a preflight is enough", () => {
  const headers = { "Content-Type": "application/json", "X-Tea": "green" };
  const preflight = { status: 204, headers: { "Access-Control-Allow-Origin": page } };
  expect(commandFor({ url: "https://api.example/orders/1?a=1&b=2", method: "PUT", headers, preflight })).toBe(
    `cors-panel preflight 'https://api.example/orders/1?a=1&b=2' --origin ${page} --method PUT --header content-type --header x-tea`,
  );
  expect(commandFor({ url: "https://api.example/", answer: { status: 200 } })).toBe(
    `cors-panel preflight https://api.example/ --origin ${page} --actual`,
  );
});

test("does not ask for a header with which the HTTP cache revalidates a response", () => {
  const headers = { "If-None-Match": '"1"', "X-Tea": "green" };
  expect(commandFor({ url: "https://api.example/", headers, answer: { status: 200 } })).toBe(
    `cors-panel preflight https://api.example/ --origin ${page} --header x-tea --actual`,
  );
});

test("asks for the request as the page has to change it", () => {
  const preflight = { status: 204, headers: { "Access-Control-Allow-Origin": page } };
  const url = "https://api.example/orders";
  const headers = { "X-Tea": "green", "Access-Control-Allow-Origin": "*" };
  expect(commandFor({ url, headers, preflight })).toBe(`cors-panel preflight ${url} --origin ${page} --header x-tea`);
  const patchAllowed = { ...preflight.headers, "Access-Control-Allow-Methods": "PATCH" };
  expect(commandFor({ url, method: "patch", preflight: { status: 204, headers: patchAllowed } })).toBe(
    `cors-panel preflight ${url} --origin ${page} --method PATCH`,
  );
  const redirected = chromiumCaptures().find(({ name }) => name === "redirect-origin-null-mismatch");
  const [diagnosis] = diagnose(readHar(redirected?.log)).filter(isRefused);
  expect(diagnosis && preflightCommand(diagnosis)).toMatch(
    /^cors-panel preflight http:\/\/127\.0\.0\.1:8201\/.* --actual$/,
  );
});

test("says which method it sends, also where a redirect changed the method", () => {
  const target = "https://api.example/b";
  const entry = (at: number, method: string, url: string, response: object) => ({
    startedDateTime: new Date(at).toISOString(),
    time: 10,
    request: { method, url, headers: [{ name: "Origin", value: page }] },
    response: { headers: [], redirectURL: "", ...response },
    _resourceType: "fetch",
  });
  const entries = [
    entry(1e12, "POST", "https://api.example/a", {
      status: 303,
      headers: [{ name: "Access-Control-Allow-Origin", value: "*" }],
      redirectURL: target,
    }),
    entry(1e12 + 20, "GET", target, { status: 200, _error: "net::ERR_FAILED" }),
  ];
  const creator = { name: "WebInspector", version: "537.36" };
  const [diagnosis] = diagnose(readHar({ version: "1.2", creator, entries })).filter(isRefused);
  const command = (diagnosis && preflightCommand(diagnosis)) ?? "";
  expect(command).toMatch(/ --method POST --actual$/);
  expect(diagnosis && methodThatCommandSends(command, diagnosis)).toBe("POST");
});

test("is left out for a URL with a password, which the command refuses", () => {
  expect(commandFor({ url: "https://user:secret@api.example/", answer: { status: 200 } })).toBe("");
});

test("is left out where the page has to get another origin, because a server that allows this one is not fixed", () => {
  const answer = { status: 200, headers: { "Access-Control-Allow-Origin": page } };
  expect(commandFor({ url: "https://api.example/", page: "data:text/html,x", origin: "null", answer })).toBe("");
});

test("a shell reads every word as it is", () => {
  const values = ["a b", "it's", '"$(id)`id`\\', "--origin", "-x", "ä;|&<>*?#~!", "a\nb"];
  expect(wordsOf(...values.map((value) => `x ${posixWord(value)}`)).map(([, word]) => word)).toEqual(values);
  expect(wordsOf(...values.map((value) => posixOption("--header", value))).map((words) => words.join("="))).toEqual(
    values.map((value) => `--header=${value}`),
  );
});

const hostileParts = [
  "'; rm -rf ~; '",
  '"><$(id)',
  "`id`",
  "a\\",
  "|&&x",
  "!x*?~#",
  "\u202e\u0000\n::error::x",
  "--actual",
  "$IFS",
];

test.each(hostileParts)("no value of a recording ends a word: %j", (part) => {
  const token = part.replace(/[^!#$%&'*+.^`|~\w-]/g, "");
  const url = `https://api.example/${part}?q=${part}`;
  const command = commandFor({
    url,
    method: `P${token}`,
    headers: { [`${token}x`]: "1" },
    preflight: { status: 204, headers: { "Access-Control-Allow-Origin": page } },
  });
  expect(command).toMatch(/^[^\p{Cc}\p{Cf}]+$/u);
  const [words = []] = wordsOf(command);
  expect(words.slice(0, 7)).toEqual([
    "cors-panel",
    "preflight",
    new URL(url.replace(/#.*/s, "")).href,
    "--origin",
    page,
    "--method",
    `P${token}`,
  ]);
  expect(words.slice(7).join("=")).toBe(`--header=${token.toLowerCase()}x`);
});

test.each([
  ["at the preflight", { method: "PUT", headers: { "X-Tea": "green" }, preflight: { status: 204 } }],
  ["at the response", { answer: { status: 200 } }],
])("exits with 1 while the server refuses %s, and with 0 once it is fixed", async (_, call: Call) => {
  let isFixed = false;
  const listener: RequestListener = (_, response) => {
    const headers = { "Access-Control-Allow-Origin": page, "Access-Control-Allow-Methods": "PUT" };
    response.writeHead(200, isFixed ? { ...headers, "Access-Control-Allow-Headers": "x-tea" } : {}).end();
  };
  const { port, close } = await listenHttp(listener);
  const [words = []] = wordsOf(commandFor({ ...call, url: `http://127.0.0.1:${port}/orders` }));
  expect((await run(...words.slice(1))).code).toBe(1);
  isFixed = true;
  expect((await run(...words.slice(1))).code).toBe(0);
  await close();
});
