// Starts, connects to and closes Chromium through Puppeteer. Decides nothing about what a page does.

import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser, ConnectOptions, LaunchOptions } from "puppeteer";
import { redactUrl } from "../../redact/redact-url.ts";
import { visible } from "../../text/visible.ts";
import { errorMessage } from "../errors.ts";
import { withTimeout } from "../with-timeout.ts";
import { findInstalledBrowser, findStartupError, startFailure } from "./executable.ts";
import { launchArguments } from "./launch-arguments.ts";
import { loadPuppeteer, type Puppeteer } from "./load-puppeteer.ts";

/** A browser to open pages in. */
export interface RunningBrowser {
  readonly browser: Browser;
  /** Closes a browser that was started here and removes its profile; disconnects from any other. */
  readonly release: () => Promise<void>;
}

export interface BrowserOptions {
  /** The WebSocket of a browser that runs elsewhere, or the http address of its debugging port. */
  readonly connect: string | undefined;
  /** The executable; one that is installed when undefined. */
  readonly executablePath: string | undefined;
  /** Milliseconds to start or to connect. */
  readonly timeout: number;
}

/** Starts a browser or connects to one; a sentence that says what is wrong when it cannot. */
export async function startBrowser({
  connect,
  executablePath,
  timeout,
}: BrowserOptions): Promise<RunningBrowser | string> {
  const puppeteer = await loadPuppeteer();
  if (typeof puppeteer === "string") return puppeteer;
  if (connect !== undefined) return connectTo(connect, timeout, puppeteer);
  const program = executablePath ?? (await findInstalledBrowser(() => puppeteer.executablePath()));
  // Chromium's temporary files are in this folder as well, so that none stays behind when it is killed.
  const folder = await mkdtemp(join(tmpdir(), "cors-panel-"));
  const removeFolder = () => rm(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
  const options: LaunchOptions = {
    ...(program === undefined ? {} : { executablePath: program }),
    headless: true,
    // A browser that is controlled through a pipe ends together with this process.
    pipe: true,
    args: launchArguments(),
    userDataDir: join(folder, "profile"),
    env: { ...process.env, TMPDIR: folder },
    handleSIGINT: false,
    handleSIGTERM: false,
    handleSIGHUP: false,
  };
  const start = new AbortController();
  const timer = setTimeout(() => start.abort(), maxStartTime);
  try {
    // When the signal is aborted, Puppeteer kills the process with all processes that it started.
    const launching = puppeteer.launch({ ...options, signal: start.signal });
    const browser = await withTimeout(launching, maxStartTime + maxCloseTime, "timed out");
    return { browser, release: () => closeBrowser(browser).finally(removeFolder) };
  } catch (error) {
    if (start.signal.aborted) {
      await removeFolder();
      return startFailure(`no response within ${maxStartTime / 1000} s; check needs Chromium or Chrome`, program);
    }
    const ownError = program === undefined ? "" : await findStartupError(program, launchArguments(), folder);
    await removeFolder();
    return startFailure(ownError || errorMessage(error), program);
  } finally {
    clearTimeout(timer);
  }
}

async function connectTo(address: string, timeout: number, puppeteer: Puppeteer): Promise<RunningBrowser | string> {
  const shown = visible(redactUrl(address));
  const protocol = URL.canParse(address) ? new URL(address).protocol : "";
  if (!["ws:", "wss:", "http:", "https:"].includes(protocol))
    return `--connect needs the address of a browser, such as ws://127.0.0.1:9222/devtools/browser/…, not "${shown}"`;
  const endpoint: ConnectOptions = protocol.startsWith("ws") ? { browserWSEndpoint: address } : { browserURL: address };
  const connecting = puppeteer.connect({ ...endpoint, defaultViewport: null });
  try {
    const browser = await withTimeout(connecting, timeout, "timed out");
    return { browser, release: async () => browser.disconnect() };
  } catch (error) {
    // The browser may still accept the connection after the timeout.
    connecting.then((browser) => browser.disconnect()).catch(() => {});
    return `cannot connect to the browser at ${shown} (${errorMessage(error)}); check that the browser is running`;
  }
}

/** Closes the browser in its own way, so that it removes its profile; kills one that does not react. */
async function closeBrowser(browser: Browser): Promise<void> {
  const closing = browser.close();
  try {
    await withTimeout(closing, maxCloseTime, "timed out");
  } catch {
    browser.process()?.kill("SIGKILL");
    await withTimeout(closing, maxCloseTime, "timed out").catch(() => {});
  }
}

/** In milliseconds. A browser of another kind never responds. */
const maxStartTime = 30_000;
const maxCloseTime = 5000;
