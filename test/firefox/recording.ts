// What the panel in Firefox recorded of a page, and what Firefox's own console reported of it.

import { setTimeout } from "node:timers/promises";
import { type Recording, readHar } from "../../src/index.ts";
import { listenHttp } from "../node/http/listen.ts";
import type { OpenedFirefox } from "./open-firefox.ts";

/** The panel's recording, once it has all that the page has fetched so far. */
export async function recordingOf(opened: OpenedFirefox): Promise<Recording> {
  return readHar({ log: await logOf(opened) });
}

/**
 * The panel's HAR log, once the panel has read DevTools' own log after all that the page has fetched so far. For a request that
 * its preflight stopped Firefox sends no event, so once the panel has such a request, it has read the log. However busy the
 * machine is, it then has every earlier one, unless Firefox lost it.
 */
export async function logOf({ inPage, inPanel }: OpenedFirefox): Promise<object> {
  const server = await listenHttp((_, response) => response.writeHead(403).end());
  try {
    for (let count = 0; count < 12; count++) {
      // Firefox loses a request that is sent while it writes its log. Then the next one tells.
      const last = `http://127.0.0.1:${server.port}/${lastRequest}/${count}`;
      await inPage(`await page.fetch("${last}", page.JSON.parse('{"method":"PUT"}')).catch(() => {});`);
      for (let reads = 0; reads < 10; reads++) {
        await setTimeout(1000);
        const log = JSON.parse(String(await inPanel("return JSON.stringify(page.corsSession.recorder.log());")));
        const entries: readonly Entry[] = log.entries;
        if (entries.some(({ request }) => request.url === last && request.method === "PUT")) {
          return { ...log, entries: entries.filter(({ request }) => !request.url.includes(lastRequest)) };
        }
      }
    }
  } finally {
    await server.close();
  }
  throw new Error("The panel does not read DevTools' log.");
}

interface Entry {
  readonly request: { readonly method: string; readonly url: string };
}

/** Part of the URL of the requests that `logOf` makes. */
const lastRequest = "last-request-before-the-log-is-read";

/** A CORS error of Firefox's console. */
export interface CorsConsoleError {
  /** The category without the number at its end, which only distinguishes wordings, for example "CORSMissingAllowOrigin". */
  readonly category: string;
  /** The URL that the message names, or an empty string. */
  readonly url: string;
}

/** The CORS errors of Firefox's console since it started. */
export async function corsConsoleErrors({ consoleErrors }: OpenedFirefox): Promise<CorsConsoleError[]> {
  const errors = (await consoleErrors()).filter(
    ([category, text]) => category.startsWith("CORS") && !text.includes(lastRequest),
  );
  return errors.map(([category, text]) => ({
    category: category.replace(/\d$/, ""),
    url: /[a-z]+:\/\/[^\s’]+?(?=[’.]*(?:\s|$))/.exec(text)?.[0] ?? "",
  }));
}

/** The categories of messages that give no reason: they only follow another one, or only warn. */
export const categoriesWithoutReason: ReadonlySet<string> = new Set([
  "CORSDidNotSucceed",
  "CORSAllowHeaderFromPreflightDeprecation",
]);
