// Takes what a browser recorded, one file per source, and returns the exchanges in one shape for all.
// Nothing here decides about CORS. An entry that looks odd is kept; one without a URL is reported as a problem.

import type { Browser, Exchange, Recording } from "../exchange.ts";
import { itemsPerStep, resultOf } from "../steps.ts";
import { translate } from "../text/translate.ts";
import { completeFromChrome } from "./chrome-har.ts";
import { type Fields, fieldsOf } from "./fields.ts";
import { completeFromFirefox } from "./firefox-har.ts";
import { completeByResponse, harNumber, readBase } from "./har-base.ts";
import { entriesOf, logOf, readLogFacts } from "./har-log.ts";
import { readObservedCall } from "./observed-call-field.ts";
import { hasEmptyLocation } from "./redirect-url.ts";

/**
 * A recording from a HAR log: a parsed HAR file, or the log alone as `devtools.network.getHAR()` returns it. What
 * cannot be read is reported in `problems`, with its JSON path; the rest is kept.
 * @throws {TypeError} when the value has no list of entries at all.
 * @see http://www.softwareishard.com/blog/har-12-spec/
 */
export function readHar(har: unknown): Recording {
  return resultOf(readHarInSteps(har));
}

/** Does the same in steps, so that a page stays responsive. */
export function* readHarInSteps(har: unknown): Generator<undefined, Recording> {
  const log = logOf(har);
  const entries = entriesOf(log);
  const { browser, pages, headerOverrides } = readLogFacts(log, entries);
  const problems: string[] = [];
  const exchanges: Exchange[] = [];
  for (let start = 0; start < entries.length; start += itemsPerStep) {
    readEntries(entries, start, { browser, problems, exchanges });
    yield;
  }
  return { browser, exchanges, pages, problems, ...(headerOverrides.length > 0 && { headerOverrides }) };
}

/** What has been read of a log so far. */
interface ReadSoFar extends Pick<Recording, "browser"> {
  readonly exchanges: Exchange[];
  readonly problems: string[];
}

/** Adds the exchanges of one step's entries. */
function readEntries(entries: readonly unknown[], start: number, { browser, problems, exchanges }: ReadSoFar): void {
  const end = Math.min(start + itemsPerStep, entries.length);
  for (let index = start; index < end; index++) {
    const exchange = readEntry(entries[index], index, browser, problems);
    if (exchange) exchanges.push(exchange);
  }
}

/**
 * One HAR entry as an exchange; undefined when it has no URL. Adds what cannot be read to `problems`.
 * @param index the place of the entry in its log, from 0
 * @param browser the browser that wrote the log, which decides how its fields are read
 */
export function readEntry(
  entry: unknown,
  index: number,
  browser: Browser,
  problems: string[] = [],
): Exchange | undefined {
  const fields = fieldsOf(entry);
  const request = fieldsOf(fields.request);
  const response = fieldsOf(fields.response);
  if (!isComplete(request, response)) {
    const found = problemsOf(fields).map((problem) => `log.entries[${index}].${translate(problem)}`);
    if (found.length > 0) problems.push(...found);
  }
  const { url } = request;
  if (typeof url !== "string" || url === "") return undefined;
  const exchange = readBase(fields, request, response, url);
  exchange.index = index;
  exchange.browser = browser;
  // Files saved before version 0.2 call this field `_asked`.
  const observedCall = readObservedCall(fields._observedCall ?? fields._asked);
  if (observedCall) exchange.observedCall = observedCall;
  if (browser === "chromium") {
    completeFromChrome(exchange, fields, request, response);
    return exchange;
  }
  if (hasEmptyLocation(exchange.status, exchange.responseHeaders)) exchange.redirectUrl = exchange.url;
  if (browser === "firefox") completeFromFirefox(exchange, fields);
  else completeByResponse(exchange);
  return exchange;
}

/** True where nothing can be missing, as in nearly all entries. */
function isComplete(request: Fields, response: Fields): boolean {
  return (
    typeof request.url === "string" &&
    request.url !== "" &&
    typeof request.method === "string" &&
    Array.isArray(request.headers) &&
    Array.isArray(response.headers) &&
    Number.isFinite(response.status)
  );
}

function problemsOf({ request, response }: Fields): string[] {
  const { url, method, headers } = fieldsOf(request);
  if (typeof url !== "string" || url === "") return ["request.url is missing; the entry was skipped"];
  const problems: string[] = [];
  if (typeof response !== "object" || response === null) problems.push("response is missing; treated as no response");
  else if (!Array.isArray(fieldsOf(response).headers))
    problems.push("response.headers is not an array; treated as no response");
  else if (Number.isNaN(harNumber(fieldsOf(response).status)))
    problems.push("response.status is not a number; treated as no response");
  if (headers !== undefined && !Array.isArray(headers))
    problems.push("request.headers is not an array; treated as no headers");
  if (method !== undefined && typeof method !== "string")
    problems.push("request.method is not a string; treated as GET");
  return problems;
}
