import { afterAll, beforeAll, expect, test } from "vitest";
import { diagnose, fixesFor, isRefused, readHar } from "../../src/index.ts";
import { freePort } from "../free-port.ts";
import { type Home, openHome } from "../prove/home.ts";
import { call, callFromSandbox } from "./calls.ts";
import { cases } from "./cases.ts";
import { fillOrigins, targets } from "./targets.ts";

let home: Home;

beforeAll(async () => {
  home = await openHome();
});

afterAll(() => home?.close());

const nginx = targets.find(({ stack }) => stack === "nginx-proxy");
const [base] = cases;

/** The application behind nginx allows one page by itself; nginx gets the fix for the other. */
test.each([
  {
    sends: "a list of origins",
    cors: "origin: ['PAGE'], methods: ['PUT'], allowedHeaders: ['x-own']",
    credentials: false,
  },
  {
    sends: "credentials",
    cors: "origin: ['PAGE'], methods: ['PUT'], allowedHeaders: ['x-own'], credentials: true",
    credentials: true,
  },
])("nginx's change keeps the page that an application allows, which sends $sends", async ({ cors, credentials }) => {
  if (!nginx || !base?.express) throw new Error("nginx in front of Express is not among the targets");
  const port = await freePort();
  const url = `http://127.0.0.1:${port}/api/x`;
  const fill = fillOrigins(`http://127.0.0.1:${port}`, home.origin, home.foreignOrigin);
  const broken = { ...base, express: { cors: `app.use(require('cors')({ ${cors} }));`, rest: base.express.rest } };
  const own: RequestInit = { method: "PUT", headers: { "x-own": "1" }, credentials: credentials ? "include" : "omit" };
  const other: RequestInit = { method: "DELETE", headers: { "x-other": "1" } };

  const before = await nginx.start(port, broken, null, fill);
  await home.recorder.take();
  expect(await call(home.page, url, own)).toBe(200);
  expect(await call(home.foreignPage, url, other)).toBe("refused");
  const recording = readHar((await home.recorder.take()).log);
  const fix = fixesFor(diagnose(recording).filter(isRefused), recording).find(({ stack }) => stack === "nginx-proxy");
  await before.close();
  expect(fix?.form).toBe("change");

  const after = await nginx.start(port, broken, fix?.code ?? "", fill);
  try {
    expect(await call(home.foreignPage, url, {}), fix?.code).toBe(200);
    expect(await call(home.page, url, own), fix?.code).toBe(200);
    for (const lookAlike of home.lookAlikes) {
      expect(await call(lookAlike, url, { credentials: "include" })).toBe("refused");
    }
    expect(await callFromSandbox(home.page, url, { credentials: "include" })).toBe("refused");
  } finally {
    await after.close();
  }
});
