import type { Browser, Frame, LaunchOptions, Page } from "puppeteer";
import { lazy } from "../../collections.ts";
import { errorMessage } from "../errors.ts";
import { findInstalledBrowser, startFailure } from "./executable.ts";
import { launchArguments } from "./launch-arguments.ts";
import { loadPuppeteer } from "./load-puppeteer.ts";

/** A browser window whose DevTools shows the CORS panel. */
export type OpenedPanel = {
  readonly browser: Browser;
  /** The inspected page. */
  readonly page: Page;
  /** The page of DevTools itself. */
  readonly devtools: Page;
  /** The extension's devtools page, which keeps the recording. */
  readonly background: Frame;
  readonly panel: Frame;
  /** Closes the browser and removes its temporary profile; may be called twice. */
  readonly close: () => Promise<void>;
};

export type OpenOptions = {
  /** The folder of the built extension. */
  readonly extension: string;
  /** The page to open once DevTools records. */
  readonly url: string;
  /** The executable; one that is installed when absent. */
  readonly executablePath?: string | undefined;
  /** The folder of the browser's profile; a temporary one when absent. */
  readonly profile?: string | undefined;
  /** True to show no window; by default only on a machine without a display. */
  readonly headless?: boolean | undefined;
  /** Further arguments of the browser. */
  readonly args?: readonly string[] | undefined;
  /** Closes the browser when aborted, also while it starts. */
  readonly signal?: AbortSignal | undefined;
};

/**
 * Opens a page in a Chromium that has the extension loaded and DevTools open on its panel. DevTools records every
 * request of the page, the first one included.
 * @throws when neither `puppeteer` nor `puppeteer-core` is installed, when the browser does not start, when it does not start the
 * extension (some branded browsers load none from a folder), when the page cannot be opened, and when the browser is closed
 * meanwhile. No browser is left running then.
 */
export async function openPanel(options: OpenOptions): Promise<OpenedPanel> {
  const { executablePath, profile, headless = !hasDisplay(), args = [], signal } = options;
  const puppeteer = await loadPuppeteer();
  if (typeof puppeteer === "string") throw new Error(puppeteer);
  const program = executablePath ?? (await findInstalledBrowser(() => puppeteer.executablePath()));
  const settings: LaunchOptions = {
    ...(program === undefined ? {} : { executablePath: program }),
    ...(profile === undefined ? {} : { userDataDir: profile }),
    headless,
    pipe: true,
    enableExtensions: true,
    defaultViewport: null,
    args: [...launchArguments(), ...args],
    // The caller handles these signals; Puppeteer's own handlers would end the process.
    handleSIGINT: false,
    handleSIGTERM: false,
    handleSIGHUP: false,
  };
  const browser = await puppeteer.launch(settings).catch((cause: unknown) => {
    throw new Error(startFailure(errorMessage(cause), program), { cause });
  });
  const close = lazy(() => browser.close());
  // Aborts what waits for the page of a closed browser, which would otherwise wait until its timeout.
  const disconnected = new AbortController();
  browser.once("disconnected", () => disconnected.abort(new Error("The browser was closed before the panel opened.")));
  // Closed, not killed: a browser that is killed may write to its profile after the profile was removed.
  signal?.addEventListener("abort", close, { once: true });
  try {
    signal?.throwIfAborted();
    return { browser, close, ...(await showPanel(browser, options, headless, disconnected.signal)) };
  } catch (error) {
    await close();
    throw error;
  }
}

/** True when this machine can show a window. */
export function hasDisplay(): boolean {
  if (process.platform === "darwin" || process.platform === "win32") return true;
  return Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY);
}

async function showPanel(
  browser: Browser,
  { extension, url }: OpenOptions,
  headless: boolean,
  signal: AbortSignal,
): Promise<Omit<OpenedPanel, "browser" | "close">> {
  // An option of Puppeteer's launch does this as well, but leaves a rejection unhandled when the browser ends meanwhile.
  await browser.installExtension(extension);
  const [page = await browser.newPage()] = await browser.pages();
  const devtools = await page.openDevTools();
  const background = await waitForExtension(devtools, signal).catch((cause: unknown) => {
    signal.throwIfAborted();
    throw new Error(`The browser did not start the extension in ${extension}.`, { cause });
  });
  await page.goto(url, { signal });
  await devtools.evaluate(`(async () => {
    const { ViewManager } = await import("./ui/legacy/legacy.js");
    await ViewManager.ViewManager.instance().showView("chrome-extension://${new URL(background.url()).host}CORS");
  })()`);
  if (headless) await undock(devtools);
  const panel = await devtools.waitForFrame((frame) => frame.url().endsWith("/panel.html"), { signal });
  await panel.waitForSelector("#app", { signal });
  return { page, devtools, background, panel };
}

/** The extension's devtools page, once it records. */
async function waitForExtension(devtools: Page, signal: AbortSignal): Promise<Frame> {
  const options = { timeout: 15_000, signal };
  const background = await devtools.waitForFrame((frame) => frame.url().endsWith("/devtools.html"), options);
  // This page is never painted, so the default, polling by animation frame, would never poll.
  await background.waitForFunction("globalThis.corsPanelReady === true", { polling: 50, ...options });
  return background;
}

/** Moves DevTools to a window of its own, large enough for a picture; docked, it has half of the page's window. */
async function undock(devtools: Page): Promise<void> {
  await devtools.evaluate(`(async () => {
    const { DockController } = await import("./ui/legacy/legacy.js");
    DockController.DockController.instance().setDockSide("undocked");
  })()`);
  const session = await devtools.createCDPSession();
  const { windowId } = await session.send("Browser.getWindowForTarget");
  await session.send("Browser.setWindowBounds", { windowId, bounds: { width: 1400, height: 900 } });
  await session.detach();
}
