// Takes what a browser recorded, one file per source, and returns the exchanges in one shape for all.
// Nothing here decides about CORS. An entry that looks odd is kept; one without a URL is reported as a problem.

import type { Browser, Exchange, Recording } from "../exchange.ts";
import { resultOf } from "../steps.ts";
import { translate } from "../text/translate.ts";
import { fromChromeEntry } from "./chrome-har.ts";
import { type Fields, fieldsOf } from "./fields.ts";
import { fromFirefoxEntry } from "./firefox-har.ts";
import { harNumber, readBase } from "./har-base.ts";
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

/** Does the same in steps: it pauses after each entry, so that a page stays responsive. */
export function* readHarInSteps(har: unknown): Generator<undefined, Recording> {
  const log = logOf(har);
  const entries = entriesOf(log);
  const { browser, pages, headerOverrides } = readLogFacts(log, entries);
  const problems: string[] = [];
  const exchanges: Exchange[] = [];
  for (let index = 0; index < entries.length; index++) {
    const exchange = readEntry(entries[index], index, browser, problems);
    if (exchange) exchanges.push(exchange);
    yield;
  }
  return { browser, exchanges, pages, problems, ...(headerOverrides.length > 0 && { headerOverrides }) };
}

/** One HAR entry as an exchange; undefined when it has no URL. Adds what cannot be read to `problems`. */
export function readEntry(
  entry: unknown,
  index: number,
  browser: Browser,
  problems: string[] = [],
): Exchange | undefined {
  const fields = fieldsOf(entry);
  const { url } = fieldsOf(fields.request);
  const found = problemsOf(fields).map((problem) => `log.entries[${index}].${translate(problem)}`);
  if (found.length > 0) problems.push(...found);
  if (typeof url !== "string" || url === "") return undefined;
  const base = readBase(fields, { index, browser, url });
  // Files saved before version 0.2 call this field `_asked`.
  const observedCall = readObservedCall(fields._observedCall ?? fields._asked);
  if (observedCall) base.observedCall = observedCall;
  if (browser === "chromium") return fromChromeEntry(base, fields);
  if (hasEmptyLocation(base.status, base.responseHeaders)) base.redirectUrl = base.url;
  if (browser === "firefox") return fromFirefoxEntry(base, fields);
  return base;
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
