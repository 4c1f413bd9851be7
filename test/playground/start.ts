/**
 * Opens the playground in a browser whose DevTools shows the CORS panel. Run by `npm start`; `npm start -- https://your.app`
 * opens that page instead. Without a display it prints the panel's findings, and writes the panel's picture to a file.
 */
import { fileURLToPath } from "node:url";
import { diagnose, readHar } from "../../src/index.ts";
import { hasDisplay, type OpenedPanel, openPanel } from "../../src/node/browser/open-panel.ts";
import { defaultOptions } from "../../src/report/format.ts";
import { text } from "../../src/report/text.ts";
import { untilStable } from "../browser/until-stable.ts";
import { findBrowser } from "../setup.mjs";
import { startPlayground } from "./server.ts";

const extension = fileURLToPath(new URL("../../dist/extension", import.meta.url));
const pictureFile = fileURLToPath(new URL("../../dist/cors-panel.png", import.meta.url));
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
  // An error that follows from Ctrl-C is expected.
  if (!interrupted.signal.aborted) console.error(String(error instanceof Error ? error.message : error).split("\n")[0]);
  process.exitCode = interrupted.signal.reason ?? 1;
}

async function start(args: readonly string[], signal: AbortSignal): Promise<void> {
  const address = args.length === 0 ? undefined : addressFrom(args);
  const playground = address === undefined ? await startPlayground(ports) : undefined;
  try {
    const url = address ?? playground?.pageUrl ?? "";
    const opened = await openPanel({ extension, url, executablePath: findBrowser(), signal });
    try {
      if (playground) await opened.page.evaluate("runAll()");
      if (hasDisplay()) await waitForUser(opened, url, signal);
      else await report(opened, url, signal);
    } finally {
      await opened.close();
    }
  } finally {
    await playground?.close();
  }
}

/** The address in the command line's arguments; throws where they are not one web or file address. */
function addressFrom([address = "", ...others]: readonly string[]): string {
  const protocol = URL.canParse(address) ? new URL(address).protocol : "";
  if (others.length === 0 && ["http:", "https:", "file:"].includes(protocol)) return address;
  throw new Error(
    `Give one address with its scheme, as in: npm start -- http://localhost:3000 (got: ${[address, ...others].join(" ")})`,
  );
}

/** Waits until the user closes the window or presses Ctrl-C. */
async function waitForUser({ browser, page }: OpenedPanel, url: string, signal: AbortSignal): Promise<void> {
  console.log(`${url} is open, with the CORS panel in its DevTools. Close the window or press Ctrl-C to end.`);
  await new Promise<void>((resolve) => {
    browser.once("disconnected", () => resolve());
    page.once("close", () => resolve());
    signal.addEventListener("abort", () => resolve(), { once: true });
  });
}

/** Prints the report of the recording once it is stable, and takes a picture of the panel. */
async function report(opened: OpenedPanel, url: string, signal: AbortSignal): Promise<void> {
  const har = await untilStable(() => opened.background.evaluate("corsPanel.har()"), { signal });
  const recording = readHar(har);
  const diagnosed = { source: url, recording, diagnoses: diagnose(recording) };
  const options = { ...defaultOptions, columns: process.stdout.columns ?? 100 };
  for (const piece of text.write([diagnosed], options)) process.stdout.write(piece);
  await (await opened.panel.$("[role=option]"))?.click();
  await opened.devtools.screenshot({ path: pictureFile });
  console.log(`\nNo display: this is what the CORS panel found at ${url}.\nIts picture: ${pictureFile}`);
}
