import type { BrowserContext, CookieData, Page } from "puppeteer";
import type { Header } from "../../exchange.ts";
import { errorMessage } from "../errors.ts";

/** What a visit starts with, where the user gave any of it. */
export interface SessionState {
  readonly cookies: readonly CookieData[];
  readonly localStorage: readonly StoredOrigin[];
  /** Sent with every request of the page to the page's own origin, and to no other: there they would change CORS. */
  readonly headers: readonly Header[];
}

/** The local storage of one origin. */
export interface StoredOrigin {
  readonly origin: string;
  readonly items: readonly Header[];
}

export const emptySession: SessionState = { cookies: [], localStorage: [], headers: [] };

/** Puts cookies and local storage into a new context, before anything is watched; asks no server. */
export async function restoreSession(
  context: BrowserContext,
  { cookies, localStorage }: SessionState,
  pageUrl: string | null,
): Promise<void> {
  try {
    for (const cookie of cookies) await context.setCookie(forPage(cookie, pageUrl));
  } catch (error) {
    throw new Error(`the browser does not take the cookies (${errorMessage(error)})`);
  }
  if (localStorage.length === 0) return;
  const page = await context.newPage();
  await page.setRequestInterception(true);
  // Chromium asks the server for the icon of a page that names none, past the interception.
  const body = '<link rel="icon" href="data:,">';
  page.on("request", (request) => void request.respond({ contentType: "text/html", body }).catch(() => {}));
  for (const { origin, items } of localStorage) {
    await page.goto(origin);
    const entries = JSON.stringify(items.map(({ name, value }) => [name, value]));
    await page.evaluate(`for (const [name, value] of ${entries}) localStorage.setItem(name, value)`);
  }
  await page.close();
}

/** A cookie without a domain is for the page's host alone. */
function forPage(cookie: CookieData, pageUrl: string | null): CookieData {
  return cookie.domain === "" && pageUrl !== null ? { ...cookie, domain: new URL(pageUrl).hostname } : cookie;
}

/** Adds the headers to the page's requests to its own origin. A redirect to another origin leaves them out. */
export async function addHeaders(page: Page, { headers }: SessionState, pageUrl: string): Promise<void> {
  if (headers.length === 0) return;
  const session = await page.createCDPSession();
  session.on("Fetch.requestPaused", ({ requestId, request }) => {
    const names = new Set(headers.map(({ name }) => name.toLowerCase()));
    const kept = Object.entries(request.headers).filter(([name]) => !names.has(name.toLowerCase()));
    const all = [...kept.map(([name, value]) => ({ name, value })), ...headers];
    // Rejects when the page has canceled the request.
    void session.send("Fetch.continueRequest", { requestId, headers: all }).catch(() => {});
  });
  await session.send("Fetch.enable", { patterns: [{ urlPattern: `${new URL(pageUrl).origin}/*` }] });
}
