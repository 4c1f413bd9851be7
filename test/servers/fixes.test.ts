import puppeteer, { type Browser, type Page } from "puppeteer";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { diagnose, fixesFor, readHar } from "../../src/index.ts";
import { findBrowser } from "../setup.mjs";
import { type Case, cases } from "./cases.ts";
import { type Recorded, recorderOf } from "./recorder.ts";
import { type Fill, freePort, startPage, type Target, targets } from "./targets.ts";

let browser: Browser;
let home: Awaited<ReturnType<typeof startPage>>;
let abroad: Awaited<ReturnType<typeof startPage>>;
let page: Page;
let foreignPage: Page;
let recorder: Awaited<ReturnType<typeof recorderOf>>;

beforeAll(async () => {
  browser = await puppeteer.launch({ executablePath: findBrowser(), args: ["--no-sandbox"] });
  home = await startPage();
  abroad = await startPage();
  page = await openPage(home.origin);
  foreignPage = await openPage(abroad.origin);
  recorder = await recorderOf(page);
});

afterAll(async () => {
  await browser?.close();
  await home?.close();
  await abroad?.close();
});

describe.each(targets)("$name", (target) => {
  test.each(cases.filter((broken) => target.brokenBy(broken)))("$name", async (broken) => {
    const port = await freePort();
    const server = `http://127.0.0.1:${port}`;
    const fill = filling(server);
    const refusal = await during(target, port, broken, null, fill, async () => {
      await recorder.take();
      expect(await call(page, `${server}/api/x`, broken.call)).toBe("refused");
      return recorder.take();
    });
    const fix = fixOf(refusal, target, broken);
    await during(target, port, broken, fix, fill, async () => {
      const answer = await call(page, `${server}/api/x`, broken.call);
      expect(answer).toEqual(broken.status ?? expect.any(Number));
      const foreignCall = { ...broken.call, credentials: "include" as const };
      expect(await call(foreignPage, `${server}/api/x`, foreignCall)).toBe("refused");
      expect(await callFromSandbox(page, `${server}/api/x`)).toBe("refused");
    });
  });
});

/** The fix as the engine writes it from the recording alone, once its cause is what the browser itself says. */
function fixOf({ log, corsErrors }: Recorded, { stack }: Target, { cause }: Case): string {
  const recording = readHar(log);
  const refused = diagnose(recording).filter(({ outcome }) => outcome === "refused");
  expect(refused.map(({ verdict }) => verdict?.cause)).toEqual([cause]);
  expect(refused.map(({ verdict }) => verdict?.reportedAs.chrome)).toEqual(corsErrors);
  const fix = fixesFor(refused, recording).find((candidate) => candidate.stack === stack);
  expect(fix?.changed).not.toEqual([]);
  return fix?.code ?? "";
}

async function during<T>(
  target: Target,
  port: number,
  broken: Case,
  fix: string | null,
  fill: Fill,
  act: () => Promise<T>,
): Promise<T> {
  const running = await target.start(port, broken, fix, fill);
  try {
    return await act();
  } finally {
    await running.close();
  }
}

function filling(server: string): Fill {
  const withUser = server.replace("//", "//user:secret@");
  return (code) =>
    code.replaceAll("SERVER_WITH_USER", withUser).replaceAll("SERVER", server).replaceAll("PAGE", home.origin);
}

async function openPage(origin: string): Promise<Page> {
  const opened = await browser.newPage();
  await opened.goto(origin);
  return opened;
}

function call(from: Page, url: string, init: RequestInit): Promise<number | "refused"> {
  return from.evaluate(
    (target, options) =>
      fetch(target, options).then(
        ({ status }) => status,
        () => "refused" as const,
      ),
    url,
    init as object,
  );
}

/** Calls with credentials from a frame whose origin is `null`. */
function callFromSandbox(from: Page, url: string): Promise<unknown> {
  return from.evaluate(
    (target) =>
      new Promise((resolve) => {
        const frame = document.createElement("iframe");
        frame.setAttribute("sandbox", "allow-scripts");
        frame.srcdoc = `<script>
          fetch(${JSON.stringify(target)}, { credentials: "include" })
            .then(({ status }) => status, () => "refused").then((answer) => parent.postMessage(answer, "*"));
        </script>`;
        addEventListener("message", ({ data }) => resolve(data), { once: true });
        document.body.append(frame);
      }),
    url,
  );
}
