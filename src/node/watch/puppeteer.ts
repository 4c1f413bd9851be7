import { type CdpSession, toConnection } from "./cdp-connection.ts";
import { type CorsWatch, watchConnection } from "./watch.ts";
import type { TargetInfo } from "./watch-targets.ts";
import { forgetWatch, rememberWatch } from "./watched-scopes.ts";

export type { FetchListener } from "./fetch-events.ts";
export type { PendingTimers } from "./pending-timers.ts";
export type { Settled, SettleOptions } from "./settle.ts";
export type { CorsWatch } from "./watch.ts";

// Puppeteer's own types are not imported, so that either puppeteer or puppeteer-core is enough.

/** A `Page` of Puppeteer. */
export interface PuppeteerPage {
  browser(): PuppeteerBrowser;
  mainFrame(): unknown;
  isClosed(): boolean;
  createCDPSession(): Promise<PuppeteerSession>;
}

/** A `BrowserContext` of Puppeteer. */
export interface PuppeteerContext {
  readonly id?: string | undefined;
  browser(): PuppeteerBrowser;
}

/** A `Browser` of Puppeteer. */
export interface PuppeteerBrowser {
  target(): { createCDPSession(): Promise<PuppeteerSession> };
  browserContexts(): readonly { readonly id?: string | undefined }[];
  // biome-ignore lint/suspicious/noExplicitAny: Puppeteer types events by a table of its own
  once(event: any, listener: () => void): unknown;
  // biome-ignore lint/suspicious/noExplicitAny: as above
  off(event: any, listener: () => void): unknown;
}

/** A `CDPSession` of Puppeteer. */
export interface PuppeteerSession extends CdpSession {
  detach(): Promise<void>;
}

type Scope = PuppeteerPage | PuppeteerContext | PuppeteerBrowser;

/**
 * Watches a page and the popups it opens, a browser context, or a whole browser, with all their frames and workers.
 * Of a page that is open already, it records the requests from now on. Shared workers and service workers belong to no
 * page, so those of the page's context are watched with it. The first request of a shared worker is missed in a few
 * starts out of a hundred, when Puppeteer lets the worker run before it is watched; if its refusal is seen, the
 * recording's `problems` say so.
 * @throws when the page or the browser is closed, and when the browser does not speak the Chrome DevTools Protocol.
 */
export async function watchCors(scope: PuppeteerPage | PuppeteerContext | PuppeteerBrowser): Promise<CorsWatch> {
  const browser = browserOf(scope);
  if (isPage(scope) && scope.isClosed()) throw new Error("Cannot watch the page, because the page is closed.");
  const shouldWatch = await targetFilter(scope, browser);
  const session = await createBrowserSession(browser);
  try {
    const onDisconnected = (listener: () => void) => {
      browser.once("disconnected", listener);
      return () => void browser.off("disconnected", listener);
    };
    const release = async () => {
      forgetWatch(scope, watch);
      await session.detach().catch(() => {});
    };
    const watch = await watchConnection({ ...toConnection(session), onDisconnected }, shouldWatch, release);
    rememberWatch(scope, watch);
    return watch;
  } catch (error) {
    await session.detach().catch(() => {});
    throw error;
  }
}

const lastSessions = new WeakMap<PuppeteerBrowser, Promise<unknown>>();

/**
 * A session of the browser itself. Sessions are created one after the other, because Puppeteer mistakes the second of
 * two that are created at once for one of its own.
 */
function createBrowserSession(browser: PuppeteerBrowser): Promise<PuppeteerSession> {
  const previous = lastSessions.get(browser) ?? Promise.resolve();
  const create = () => browser.target().createCDPSession();
  const session = previous.then(create, create);
  lastSessions.set(browser, session);
  return session;
}

function browserOf(scope: Scope): PuppeteerBrowser {
  if (isPage(scope)) return scope.browser();
  return isContext(scope) ? scope.browser() : scope;
}

function isPage(scope: Scope): scope is PuppeteerPage {
  return "mainFrame" in scope;
}

function isContext(scope: PuppeteerContext | PuppeteerBrowser): scope is PuppeteerContext {
  return "browser" in scope;
}

/** Whether a target of the browser belongs to the scope. */
async function targetFilter(scope: Scope, browser: PuppeteerBrowser): Promise<(target: TargetInfo) => boolean> {
  if (isPage(scope)) return pageTargetFilter(await targetInfoOf(scope));
  if (!isContext(scope)) return () => true;
  // Puppeteer gives the default context no id, while its targets have one: an id that no other context has.
  if (scope.id !== undefined) return ({ browserContextId }) => browserContextId === scope.id;
  return ({ browserContextId }) => !browser.browserContexts().some(({ id }) => id === browserContextId);
}

/** Accepts every frame and dedicated worker, because only the sessions of accepted pages attach to them. */
function pageTargetFilter(page: TargetInfo): (target: TargetInfo) => boolean {
  const accepted = new Set([page.targetId]);
  return ({ targetId, type, openerId = "", browserContextId }) => {
    if (type === "iframe" || type === "worker" || accepted.has(targetId)) return true;
    if (type === "page" && accepted.has(openerId)) accepted.add(targetId);
    if (type === "page") return accepted.has(targetId);
    return browserContextId === page.browserContextId;
  };
}

async function targetInfoOf(page: PuppeteerPage): Promise<TargetInfo> {
  const session = await page.createCDPSession();
  try {
    const { targetInfo } = (await session.send("Target.getTargetInfo")) as { targetInfo: TargetInfo };
    return targetInfo;
  } finally {
    await session.detach().catch(() => {});
  }
}
