// What the panel in Firefox recorded of a page, and what Firefox's own console reported of it.

import { setTimeout } from "node:timers/promises";
import { type Recording, readHar } from "../../src/index.ts";
import type { OpenedFirefox } from "./open-firefox.ts";

/** The panel's recording, once it is at rest. */
export async function recordingOf(opened: OpenedFirefox): Promise<Recording> {
  return readHar({ log: await logOf(opened) });
}

/** The panel's HAR log, once it has been the same for five seconds, in which DevTools' own log is read too. */
export async function logOf({ inPanel }: OpenedFirefox): Promise<object> {
  const readLog = "return JSON.stringify(page.corsSession.recorder.log());";
  for (let [last, unchanged, reads] = ["", 0, 0]; reads < 60; reads++) {
    const log = String(await inPanel(readLog));
    unchanged = log === last ? unchanged + 1 : 0;
    if (unchanged === 5) return JSON.parse(log);
    last = log;
    await setTimeout(1000);
  }
  throw new Error("The panel's log was still changing after a minute.");
}

/** A CORS error of Firefox's console. */
export interface CorsConsoleError {
  /** The category without the number at its end, which only distinguishes wordings, for example "CORSMissingAllowOrigin". */
  readonly category: string;
  /** The URL that the message names, or an empty string. */
  readonly url: string;
}

/** The CORS errors of Firefox's console since it started. */
export async function corsConsoleErrors({ consoleErrors }: OpenedFirefox): Promise<CorsConsoleError[]> {
  const errors = (await consoleErrors()).filter(([category]) => category.startsWith("CORS"));
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
