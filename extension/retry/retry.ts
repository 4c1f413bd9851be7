// A retry sends a refused request again from the page. A diagnosis comes in; a JavaScript expression for the page and the
// comparison of the responses go out. A retry may not add anything to the request.

import { type Diagnosis, type Exchange, lastHop, type RetryRequest } from "../../src/index.ts";
import type { Log } from "../recording/log.ts";

/** A complete request that is sent again. */
export interface RetriedRequest extends Pick<RetryRequest, "origin" | "method" | "url" | "headers" | "credentials"> {
  /** Null for none. */
  readonly body: string | null;
}

/**
 * A JavaScript expression that sends the request from a page of its origin and is true there; in other pages it does nothing
 * and is false. It contains every value of the recording as a literal, and adds nothing to the request.
 */
export function retryExpression({ origin, method, url, headers, credentials, body }: RetriedRequest): string {
  // In an object, `__proto__` would not become a header.
  const pairs = headers.map(({ name, value }) => [name, value]);
  const options = [
    `method: ${literal(method)}`,
    `headers: ${literal(pairs)}`,
    `credentials: ${literal(credentials === "include" ? "include" : "same-origin")}`,
    ...(body === null ? [] : [`body: ${literal(body)}`]),
  ];
  const send = `fetch(${literal(url)}, { ${options.join(", ")} }).then(() => {}, () => {})`;
  return `self.origin === ${literal(origin)} ? (${send}, true) : false`;
}

/** JSON that is also valid in old versions of JavaScript and in HTML. */
function literal(value: unknown): string {
  return JSON.stringify(value).replace(/[<>\u2028\u2029]/g, escaped);
}

function escaped(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
}

/** The recorded body: null for none, undefined where the request may have one and the recording does not hold it as text. */
export function bodyOf(log: Log, { method, url, startedAt }: Exchange): string | null | undefined {
  if (method === "GET" || method === "HEAD") return null;
  const entry = log.entries.find(
    ({ request, startedDateTime }) =>
      request.method === method && Date.parse(startedDateTime) === startedAt && request.url.split("#")[0] === url,
  );
  const { postData } = (entry?.request ?? {}) as { readonly postData?: { readonly text?: unknown } };
  return typeof postData?.text === "string" ? postData.text : undefined;
}

/** The retried fetch: the first such request since `sentAt`, preferably one that no script of the page made; else null. */
export function findRetriedFetch(
  diagnoses: readonly Diagnosis[],
  { method, url }: RetriedRequest,
  sentAt: number,
): Diagnosis | null {
  const later = diagnoses.filter(({ fetch: { hops } }) => {
    const [hop] = hops;
    return hop?.actual && hop.method === method && hop.url === url && hop.actual.startedAt >= sentAt;
  });
  return later.find(({ fetch }) => fetch.hops[0]?.actual?.initiator.url === "") ?? later[0] ?? null;
}

/** A header, or the status, of both responses; null where a response does not have it, or there was no response. */
export interface HeaderComparison {
  readonly step: "preflight" | "actual";
  /** The header's name as the later response spells it; "" for the status. */
  readonly name: string;
  readonly before: string | null;
  readonly after: string | null;
}

/**
 * The responses to the earlier and the retried fetch: the status and each CORS header, those that differ first. Dates and
 * other headers that differ each time would only hide them.
 */
export function compareResponses(before: Diagnosis, after: Diagnosis): HeaderComparison[] {
  return (["preflight", "actual"] as const).flatMap((step) => {
    const [earlier, later] = [lastHop(before.fetch)[step], lastHop(after.fetch)[step]];
    if (!earlier && !later) return [];
    const [oldValues, newValues] = [valuesOf(earlier), valuesOf(later)];
    const names = new Map([...oldValues, ...newValues].map(([lowerName, { name }]) => [lowerName, name]));
    const rows = [...names].map(([lowerName, name]) => ({
      step,
      name,
      before: oldValues.get(lowerName)?.value ?? null,
      after: newValues.get(lowerName)?.value ?? null,
    }));
    const status = { step, name: "", before: statusOf(earlier), after: statusOf(later) };
    return [
      status,
      ...rows.sort((a, b) => rankOf(a) - rankOf(b) || (a.name.toLowerCase() < b.name.toLowerCase() ? -1 : 1)),
    ];
  });
}

function rankOf({ before, after }: HeaderComparison): number {
  return before === after ? 1 : 0;
}

function statusOf(exchange: Exchange | null): string | null {
  return exchange && exchange.status > 0 ? String(exchange.status) : null;
}

function valuesOf(exchange: Exchange | null): Map<string, { name: string; value: string }> {
  const values = new Map<string, { name: string; value: string }>();
  for (const { name, value } of exchange?.responseHeaders ?? []) {
    if (!/^access-control-/i.test(name)) continue;
    const known = values.get(name.toLowerCase());
    values.set(name.toLowerCase(), { name, value: known ? `${known.value}, ${value}` : value });
  }
  return values;
}
