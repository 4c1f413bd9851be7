import { createServer, type RequestListener } from "node:http";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, expect, test } from "vitest";
import { loadText } from "../../../src/node/source-maps/load-text.ts";
import { loadSourceMap, readSourceMap, sourceMapComment } from "../../../src/node/source-maps/source-map.ts";
import { listenHttp } from "../http/listen.ts";

const map = JSON.stringify({
  version: 3,
  sources: ["../src/main.ts", "../node_modules/lib/index.js"],
  names: [],
  mappings: "AAAA,SCAA",
  ignoreList: [1],
});
const frame = { functionName: "", url: "", line: 0, column: 3 };

const files: Readonly<Record<string, { readonly text: string; readonly headers?: Record<string, string> }>> = {
  "/assets/comment.js": { text: "x;\n//# sourceMappingURL=comment.js.map\n" },
  "/assets/comment.js.map": { text: `)]}'\n${map}` },
  "/assets/header.js": { text: "x;", headers: { SourceMap: "/assets/comment.js.map" } },
  "/assets/inline.js": {
    text: `x;\n//# sourceMappingURL=data:application/json;base64,${Buffer.from(map).toString("base64")}`,
  },
  "/assets/elsewhere.js": { text: "x;\n//# sourceMappingURL=http://other.example/x.map" },
  "/assets/none.js": { text: "x;" },
  "/assets/broken.js": { text: "x;\n//# sourceMappingURL=none.js" },
};

const listener: RequestListener = ({ url = "" }, response) => {
  if (url === "/redirect.js") return response.writeHead(302, { Location: "/assets/none.js" }).end();
  if (url === "/hangs.js") return response.writeHead(200).write("x");
  if (url === "/bomb.js") return response.writeHead(200, { "Content-Encoding": "gzip" }).end(gzipSync("x".repeat(1e6)));
  const file = files[url];
  if (!file) return response.writeHead(404).end();
  return response.writeHead(200, file.headers).end(file.text);
};

let server: { readonly port: number; readonly close: () => Promise<void> };
let origin: string;

beforeAll(async () => {
  server = await listenHttp(listener);
  origin = `http://127.0.0.1:${server.port}`;
});

afterAll(() => server?.close());

const ownOnly = (url: string) => url.startsWith(`${origin}/`);
const load = (path: string) => loadSourceMap(`${origin}${path}`, ownOnly, AbortSignal.timeout(5000));

test.each(["comment", "header", "inline"])("finds the source by the map that the script's %s names", async (kind) => {
  const find = await load(`/assets/${kind}.js`);
  expect(find?.(frame)).toEqual({ url: `${origin}/src/main.ts`, line: 1, column: 1, isLibrary: false });
  expect(find?.({ ...frame, column: 9 })).toMatchObject({
    url: `${origin}/node_modules/lib/index.js`,
    isLibrary: true,
  });
});

test.each(["elsewhere", "none", "broken", "missing"])("has no source for a script %s", async (kind) => {
  expect(await load(`/assets/${kind}.js`)).toBeNull();
});

test("asks no server that the caller does not allow", async () => {
  const asked: string[] = [];
  const other = createServer(({ url = "" }, response) => {
    asked.push(url);
    response.end(map);
  });
  await new Promise<void>((resolve) => other.listen(0, "127.0.0.1", resolve));
  const { port } = other.address() as { port: number };
  const script = `data:text/javascript,x%0A//%23 sourceMappingURL=http://127.0.0.1:${port}/x.map`;
  expect(await loadSourceMap(script, ownOnly, AbortSignal.timeout(5000))).toBeNull();
  expect(asked).toEqual([]);
  expect(await loadSourceMap(script, () => true, AbortSignal.timeout(5000))).not.toBeNull();
  expect(asked).toEqual(["/x.map"]);
  other.close();
});

test("follows no redirect, and ends at the limits of size and time", async () => {
  const signal = AbortSignal.timeout(5000);
  expect(await loadText(`${origin}/redirect.js`, signal)).toBeNull();
  expect(await loadText(`${origin}/bomb.js`, signal, 10_000)).toBeNull();
  expect((await loadText(`${origin}/bomb.js`, signal))?.text.length).toBe(1e6);
  expect(await loadText(`${origin}/hangs.js`, AbortSignal.timeout(100))).toBeNull();
});

test("a broken map or place has no source", () => {
  for (const text of ["", "{}", "[]", "null", '{"version":3,"sources":5,"mappings":"AAAA"}', "<html>"]) {
    expect(readSourceMap(text, origin)?.(frame) ?? null).toBeNull();
  }
  const find = readSourceMap(map, origin);
  for (const place of [Number.NaN, -1, Number.POSITIVE_INFINITY]) {
    expect(find?.({ ...frame, line: place }) ?? null).toBeNull();
    expect(
      readSourceMap('{"version":3,"sources":["a"],"names":[],"mappings":"!"}', origin)?.(frame) ?? null,
    ).toBeNull();
  }
});

test.each([
  ["x;\n//# sourceMappingURL=a.map", "a.map"],
  ["x;\n//@ sourceMappingURL=a.map\n", "a.map"],
  ["//# sourceMappingURL=a.map\ny;\n//# sourceMappingURL=b.map", "b.map"],
  ['x = "sourceMappingURL=a.map"', ""],
  ["", ""],
])("the comment of %j is %j", (script, url) => {
  expect(sourceMapComment(script)).toBe(url);
});
