import { createServer, type Server } from "node:http";
import cors from "cors";
import express from "express";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { diagnose, fixesFor, isRefused, readHar } from "../../src/index.ts";
import { serverToChange } from "../../src/servers/answered-by.ts";
import { freePort } from "../free-port.ts";
import { type Home, openHome } from "../prove/home.ts";
import { call } from "./calls.ts";
import { placesOf, startNginx } from "./nginx.ts";

// nginx in front of Express, where the recording shows which of both has to change. The first fix must be the one for that
// layer, and it must mend the request.

let home: Home;
const running: { close: () => unknown }[] = [];

beforeAll(async () => {
  home = await openHome();
});

afterEach(async () => {
  for (const server of running.splice(0)) await server.close();
});

afterAll(() => home?.close());

/** nginx redirects the path of a folder to the path with the last slash, before it looks at the lines of the location. */
test("the fix for nginx mends a folder's path without the last slash", async () => {
  const [port, applicationPort] = [await freePort(), await freePort()];
  running.push(await startApplication(applicationPort, null));
  const pass = `proxy_pass http://127.0.0.1:${applicationPort};`;
  const url = `http://127.0.0.1:${port}/api`;
  const request: RequestInit = { method: "PUT" };
  const before = await startNginx(port, { locations: `location /api/ { ${pass} }` });
  await home.recorder.take();
  expect(await call(home.page, url, request)).toBe("refused");
  const recording = readHar((await home.recorder.take()).log);
  await before.close();
  const fix = fixesFor(diagnose(recording), recording).find(({ stack }) => stack === "nginx-proxy");

  const { location, ...places } = placesOf(fix?.code ?? "");
  running.push(await startNginx(port, { ...places, locations: `location /api/ { ${location}\n${pass} }` }));
  expect(await call(home.page, url, request), fix?.code).toBe(200);
});

/** Other pages may pass in another location below the same path, which the lines for the server come before. */
test("the fix for nginx where it forbids OPTIONS leaves another page's location as it was", async () => {
  const [port, applicationPort] = [await freePort(), await freePort()];
  running.push(await startApplication(applicationPort, null));
  const pass = `proxy_pass http://127.0.0.1:${applicationPort};`;
  const own = `if ($request_method = OPTIONS) { return 204; }
    add_header Access-Control-Allow-Origin ${home.foreignOrigin} always;
    add_header Access-Control-Allow-Methods DELETE always;`;
  const start = (lines: string, places = {}) =>
    startNginx(port, {
      ...places,
      locations: `location /api/ { ${lines}\nlimit_except GET PUT { deny all; }\n${pass} }\nlocation /api/own/ { ${own} ${pass} }`,
    });
  const [url, other] = [`http://127.0.0.1:${port}/api/x`, `http://127.0.0.1:${port}/api/own`];
  const before = await start("");
  expect(await call(home.foreignPage, `${other}/x`, { method: "DELETE" })).toBe(200);
  // The recording does not show the other page.
  await home.recorder.take();
  expect(await call(home.page, url, { method: "PUT" })).toBe("refused");
  const recording = readHar((await home.recorder.take()).log);
  await before.close();
  const refused = diagnose(recording).filter(isRefused);
  const fix = fixesFor(refused, recording).find(({ stack }) => stack === "nginx-proxy");

  const { location, ...places } = placesOf(fix?.code ?? "");
  running.push(await start(location, places));
  expect(await call(home.page, url, { method: "PUT" }), fix?.code).toBe(200);
  // Chromium keeps the earlier preflight for five seconds, for its URL.
  expect(await call(home.foreignPage, `${other}/y`, { method: "DELETE" }), fix?.code).toBe(200);
});

interface Layers {
  readonly name: string;
  readonly reason: string;
  /** The options of the application's `cors`; null where it has none. */
  readonly cors: object | null;
  /** Lines of nginx's location beside its `proxy_pass`. */
  readonly nginx: string;
  /** Requests that pass before the refused one, by their paths. */
  readonly passing: readonly string[];
  readonly refused: RequestInit;
}

const layers: readonly Layers[] = [
  {
    name: "nginx responds to OPTIONS and the application has the headers",
    reason: "proxy-responded-itself",
    cors: {},
    nginx: "if ($request_method = OPTIONS) { return 204; }",
    passing: ["/api/x"],
    refused: { method: "PUT" },
  },
  {
    name: "nginx adds the headers to OPTIONS only",
    reason: "proxy-grants-on-options-only",
    cors: null,
    nginx: `if ($request_method = OPTIONS) {
      add_header Access-Control-Allow-Origin PAGE always;
      add_header Access-Control-Allow-Methods PUT always;
      return 204;
    }`,
    passing: [],
    refused: { method: "PUT" },
  },
  {
    name: "nginx removes the header below one path",
    reason: "allow-origin-removed",
    cors: { origin: "PAGE", credentials: true },
    nginx: "proxy_hide_header Access-Control-Allow-Origin;",
    passing: ["/open/x"],
    refused: {},
  },
];

test.each(layers)("$name", async ({ reason, cors: options, nginx, passing, refused }) => {
  const [port, applicationPort] = [await freePort(), await freePort()];
  const fill = (text: string) => text.replaceAll("PAGE", home.origin);
  running.push(await startApplication(applicationPort, options && JSON.parse(fill(JSON.stringify(options)))));
  const pass = `proxy_pass http://127.0.0.1:${applicationPort};`;
  const url = `http://127.0.0.1:${port}/api/x`;
  const start = (lines: string, places = {}) =>
    startNginx(port, { ...places, locations: `location /api/ { ${lines}\n${pass} }\nlocation /open/ { ${pass} }` });

  const before = await start(fill(nginx));
  await home.recorder.take();
  for (const path of passing) expect(await call(home.page, `http://127.0.0.1:${port}${path}`, {})).toBe(200);
  expect(await call(home.page, url, refused)).toBe("refused");
  const recording = readHar((await home.recorder.take()).log);
  await before.close();
  const [diagnosis] = diagnose(recording).filter(isRefused);
  if (!diagnosis) throw new Error("nothing was refused");
  expect(diagnosis.reasons.map(({ id }) => id)).toContain(reason);
  expect(serverToChange(diagnosis)?.server.id).toBe("nginx");
  const [fix] = fixesFor([diagnosis], recording);
  expect(fix?.stack).toBe("nginx-proxy");

  const { location, ...places } = placesOf(fix?.code ?? "");
  const after = await start(reason === "allow-origin-removed" ? `${nginx}\n${location}` : location, places);
  running.push(after);
  expect(await call(home.page, url, refused), fix?.code).toBe(200);
});

async function startApplication(port: number, options: object | null): Promise<{ close: () => void }> {
  const app = express();
  if (options) app.use(cors(options));
  app.all("/{*path}", (_, response) => {
    response.json({});
  });
  const server: Server = createServer(app);
  await new Promise<void>((resolve) => {
    server.listen(port, "127.0.0.1", resolve);
  });
  return server;
}
