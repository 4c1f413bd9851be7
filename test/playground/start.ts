/**
 * `npm start` opens the playground in a browser with the CORS panel showing; `npm start -- https://your.app` opens that
 * page instead. Without a display the panel's findings go to the terminal, and its picture to a file.
 */
import { setTimeout } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { diagnose, readHar } from "../../src/index.ts";
import { hasDisplay, type OpenedPanel, openPanel } from "../../src/node/browser/open-panel.ts";
import { defaultOptions } from "../../src/report/format.ts";
import { text } from "../../src/report/text.ts";
import { findBrowser } from "../setup.mjs";
import { startPlayground } from "./server.ts";

const extension = fileURLToPath(new URL("../../dist/extension", import.meta.url));
const picture = fileURLToPath(new URL("../../dist/cors-panel.png", import.meta.url));
const ports = { pagePort: 4470, apiPort: 4471 };

const interrupted = new AbortController();
for (const [name, code] of [
  ["SIGHUP", 129],
  ["SIGINT", 130],
  ["SIGTERM", 143],
] as const) {
  process.on(name, () => interrupted.abort(code));
}

try {
  await start(process.argv.slice(2), interrupted.signal);
} catch (error) {
  // Whatever breaks because of Ctrl-C is no news.
  if (!interrupted.signal.aborted) console.error(String(error instanceof Error ? error.message : error).split("\n")[0]);
  process.exitCode = interrupted.signal.reason ?? 1;
}

async function start(args: readonly string[], signal: AbortSignal): Promise<void> {
  const address = args.length === 0 ? undefined : addressIn(args);
  const playground = address === undefined ? await startPlayground(ports) : undefined;
  try {
    const url = address ?? playground?.pageUrl ?? "";
    const opened = await openPanel({ extension, url, executablePath: findBrowser(), signal });
    try {
      if (playground) await opened.page.evaluate("runAll()");
      if (hasDisplay()) await show(opened, url, signal);
      else await report(opened, url, signal);
    } finally {
      await opened.close();
    }
  } finally {
    await playground?.close();
  }
}

function addressIn([address = "", ...others]: readonly string[]): string {
  const protocol = URL.canParse(address) ? new URL(address).protocol : "";
  if (others.length === 0 && ["http:", "https:", "file:"].includes(protocol)) return address;
  throw new Error(
    `Give one address with its scheme, as in: npm start -- http://localhost:3000 (got: ${[address, ...others].join(" ")})`,
  );
}

/** Leaves the window to the user until they close it or press Ctrl-C. */
async function show({ browser, page }: OpenedPanel, url: string, signal: AbortSignal): Promise<void> {
  console.log(`${url} is open, with the CORS panel in its DevTools. Close the window or press Ctrl-C to end.`);
  await new Promise<void>((resolve) => {
    browser.once("disconnected", () => resolve());
    page.once("close", () => resolve());
    signal.addEventListener("abort", () => resolve(), { once: true });
  });
}

async function report(opened: OpenedPanel, url: string, signal: AbortSignal): Promise<void> {
  const recording = readHar(await settledHar(opened, signal));
  const judged = { source: url, recording, diagnoses: diagnose(recording) };
  const options = { ...defaultOptions, columns: process.stdout.columns ?? 100 };
  for (const piece of text.write([judged], options)) process.stdout.write(piece);
  await (await opened.panel.$("[data-fetch]"))?.click();
  await opened.devtools.screenshot({ path: picture });
  console.log(`\nNo display: this is what the CORS panel found at ${url}.\nIts picture: ${picture}`);
}

/** The panel's own recording, once it has been the same for a second. */
async function settledHar({ background }: OpenedPanel, signal: AbortSignal): Promise<unknown> {
  for (let last = ""; ; ) {
    const har = await background.evaluate("corsPanel.har()");
    const now = JSON.stringify(har);
    if (now === last) return har;
    last = now;
    await setTimeout(1000, undefined, { signal });
  }
}
