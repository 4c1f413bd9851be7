import { readdirSync, readFileSync } from "node:fs";
import { groupBy, lazy } from "../../src/collections.ts";
import { type Diagnosis, diagnose, lastHop, readHar } from "../../src/index.ts";

/** One request or redirect hop as Chromium's DevTools protocol reported it, with the browser's own CORS error. */
export interface Truth {
  readonly url: string;
  readonly method: string;
  readonly type: string;
  readonly ended: string;
  readonly corsError: string | null;
}

export interface Capture {
  readonly name: string;
  readonly log: unknown;
  readonly truth: readonly Truth[];
  /** The lines that the browser printed in the console. */
  readonly printed: readonly string[];
}

const folder = new URL("./", import.meta.url);

/** Every Chromium capture: the log that an extension gets from DevTools, and the browser's own verdicts. */
export const chromiumCaptures = lazy((): readonly Capture[] =>
  namesIn("chromium/").map((name) => {
    const { har, getHAR, truth, console: printed } = readJson(`chromium/${name}.json`);
    const actual = truth.filter(({ type }: Truth) => type !== "Preflight");
    return { name, log: { ...har.log, pages: getHAR.pages }, truth: actual, printed: printed.map(textOf) };
  }),
);

export interface FirefoxCapture {
  readonly name: string;
  readonly log: unknown;
  /** Firefox's console categories, without the digits that it appends. */
  readonly categories: readonly string[];
  readonly printed: readonly string[];
}

/** Every Firefox capture: the log of `getHAR()`, and the console's CORS messages, which no extension can read. */
export const firefoxCaptures = lazy((): readonly FirefoxCapture[] =>
  namesIn("firefox/").map((name) => {
    const { getHAR, consoleOnly = [] } = readJson(`firefox/${name}.json`);
    const categories = consoleOnly.map(({ category }: { category: string }) => category.replace(/\d+$/, ""));
    return { name, log: getHAR, categories, printed: consoleOnly.map(messageOf) };
  }),
);

/** The diagnoses of a log, by the method and URL of the last hop. */
export function diagnosesByRequest(log: unknown): Map<string, Diagnosis[]> {
  return groupBy(diagnose(readHar(log)), ({ fetch }) => {
    const { method, url } = lastHop(fetch);
    return `${method} ${url}`;
  });
}

const textOf = ({ text }: { readonly text: string }) => text;
const messageOf = ({ message }: { readonly message: string }) => message;

function namesIn(part: string): string[] {
  return readdirSync(new URL(part, folder))
    .map((file) => file.replace(/\.json$/, ""))
    .sort();
}

function readJson(file: string) {
  return JSON.parse(readFileSync(new URL(file, folder), "utf8"));
}
