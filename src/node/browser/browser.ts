import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser, ConnectOptions, LaunchOptions } from "puppeteer";
import { redactUrl } from "../../redact/redact.ts";
import { visible } from "../../text/visible.ts";
import { errorMessage } from "../errors.ts";
import { startFailure, startupError } from "./executable.ts";
import { launchArguments } from "./open-panel.ts";

/** A browser to open pages in. */
export interface RunningBrowser {
  readonly browser: Browser;
  /** Ends a browser that was started here, with its profile; leaves one that was connected to. */
  readonly release: () => Promise<void>;
}

export interface BrowserOptions {
  /** The WebSocket of a browser that runs elsewhere, or the http address of its debugging port. */
  readonly connect: string | undefined;
  /** The executable; Puppeteer's own choice when absent. */
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
  // Chromium's own temporary files go there too, so that nothing stays behind when it is killed.
  const folder = await mkdtemp(join(tmpdir(), "cors-panel-"));
  const forget = () => rm(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
  const options: LaunchOptions = {
    ...(executablePath === undefined ? {} : { executablePath }),
    headless: true,
    // A browser that is spoken to over a pipe ends with whoever speaks to it.
    pipe: true,
    timeout,
    args: launchArguments(),
    userDataDir: join(folder, "profile"),
    env: { ...process.env, TMPDIR: folder },
    handleSIGINT: false,
    handleSIGTERM: false,
    handleSIGHUP: false,
  };
  try {
    const browser = await puppeteer.launch(options);
    return { browser, release: () => ended(browser).finally(forget) };
  } catch (error) {
    const said = executablePath === undefined ? "" : await startupError(executablePath, launchArguments(), folder);
    await forget();
    return startFailure(said || errorMessage(error), executablePath);
  }
}

const importPuppeteer = async () => (await import("puppeteer")).default;
type Puppeteer = Awaited<ReturnType<typeof importPuppeteer>>;

async function loadPuppeteer(): Promise<Puppeteer | string> {
  try {
    return await importPuppeteer();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ERR_MODULE_NOT_FOUND") throw error;
    return "this command needs Puppeteer, which is not installed: npm install --save-dev puppeteer";
  }
}

async function connectTo(address: string, timeout: number, puppeteer: Puppeteer): Promise<RunningBrowser | string> {
  const told = visible(redactUrl(address));
  const protocol = URL.canParse(address) ? new URL(address).protocol : "";
  if (!["ws:", "wss:", "http:", "https:"].includes(protocol))
    return `--connect takes the address of a browser, such as ws://127.0.0.1:9222/devtools/browser/…, not "${told}"`;
  const endpoint: ConnectOptions = protocol.startsWith("ws") ? { browserWSEndpoint: address } : { browserURL: address };
  const connecting = puppeteer.connect({ ...endpoint, defaultViewport: null });
  try {
    const browser = await within(connecting, timeout, "no answer in time");
    return { browser, release: async () => browser.disconnect() };
  } catch (error) {
    // One that answers after all is let go.
    connecting.then((browser) => browser.disconnect()).catch(() => {});
    return `cannot connect to ${told} (${errorMessage(error)})`;
  }
}

/** Closed as a user closes it, so that its profile goes too; one that does not react is killed. */
async function ended(browser: Browser): Promise<void> {
  const closing = browser.close();
  try {
    await within(closing, 5000, "no reaction");
  } catch {
    browser.process()?.kill("SIGKILL");
    await within(closing, 5000, "no end").catch(() => {});
  }
}

/** Settles as the promise does, or fails after so many milliseconds. */
export async function within<T>(promise: Promise<T>, milliseconds: number, complaint: string): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const timeout = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(complaint)), milliseconds);
  });
  try {
    return await Promise.race([promise, timeout]);
  } finally {
    clearTimeout(timer);
  }
}
