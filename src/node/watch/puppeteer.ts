import type { Browser, BrowserContext, CDPSession, Page } from "puppeteer";
import { connectionOf } from "./cdp-connection.ts";
import { forgetWatch, rememberWatch } from "./matchers.ts";
import { type CorsWatch, watchConnection } from "./watch.ts";
import type { TargetInfo } from "./watch-targets.ts";

export type { CorsWatch, FetchListener, Settled, SettleOptions } from "./watch.ts";

/**
 * Watches a page and the popups it opens, a browser context, or a whole browser, with all their frames and workers.
 * Of a page that is open already, what it asks for from now on. Shared workers and service workers belong to no page:
 * those of the same context are watched with it. A shared worker's first request may be missed, in a few starts out of a
 * hundred, where Puppeteer lets the worker go on before it is watched; if its refusal is seen, the recording's problems have it.
 * @throws when the page or the browser is closed, and when the browser does not speak the Chrome DevTools Protocol.
 */
export async function watchCors(scope: Page | BrowserContext | Browser): Promise<CorsWatch> {
  const browser = browserOf(scope);
  if (isPage(scope) && scope.isClosed()) throw new Error("The page is closed: nothing of it can be watched.");
  const accept = await acceptedBy(scope, browser);
  const root = await rootSession(browser);
  try {
    let end = () => {};
    const whenGone = (call: () => void) => {
      end = call;
      browser.once("disconnected", call);
    };
    const release = async () => {
      browser.off("disconnected", end);
      forgetWatch(scope, watch);
      await root.detach().catch(() => {});
    };
    const watch = await watchConnection({ ...connectionOf(root), whenGone }, accept, release);
    rememberWatch(scope, watch);
    return watch;
  } catch (error) {
    await root.detach().catch(() => {});
    throw error;
  }
}

const lastOpened = new WeakMap<Browser, Promise<unknown>>();

/** A session of the browser itself. Of two that are opened at once, Puppeteer takes the second for one of its own. */
function rootSession(browser: Browser): Promise<CDPSession> {
  const former = lastOpened.get(browser) ?? Promise.resolve();
  const open = () => browser.target().createCDPSession();
  const opened = former.then(open, open);
  lastOpened.set(browser, opened);
  return opened;
}

function browserOf(scope: Page | BrowserContext | Browser): Browser {
  if (isPage(scope)) return scope.browser();
  return isContext(scope) ? scope.browser() : scope;
}

function isPage(scope: Page | BrowserContext | Browser): scope is Page {
  return "mainFrame" in scope;
}

function isContext(scope: BrowserContext | Browser): scope is BrowserContext {
  return "browser" in scope;
}

async function acceptedBy(
  scope: Page | BrowserContext | Browser,
  browser: Browser,
): Promise<(target: TargetInfo) => boolean> {
  if (isPage(scope)) return acceptedByPage(await infoOf(scope));
  if (!isContext(scope)) return () => true;
  // The default context has no id here, and a target of it one that is no other context's.
  if (scope.id !== undefined) return ({ browserContextId }) => browserContextId === scope.id;
  return ({ browserContextId }) => !browser.browserContexts().some(({ id }) => id === browserContextId);
}

/** Frames and dedicated workers are met through their page. */
function acceptedByPage(page: TargetInfo): (target: TargetInfo) => boolean {
  const accepted = new Set([page.targetId]);
  return ({ targetId, type, openerId = "", browserContextId }) => {
    if (type === "iframe" || type === "worker" || accepted.has(targetId)) return true;
    if (type === "page" && accepted.has(openerId)) accepted.add(targetId);
    if (type === "page") return accepted.has(targetId);
    return browserContextId === page.browserContextId;
  };
}

async function infoOf(page: Page): Promise<TargetInfo> {
  const session = await page.createCDPSession();
  try {
    return (await session.send("Target.getTargetInfo")).targetInfo;
  } finally {
    await session.detach().catch(() => {});
  }
}
