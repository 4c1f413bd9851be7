import type { Exchange } from "../exchange.ts";

/**
 * The exchanges without Chromium's duplicates: it delivers some blocked requests twice, with the same start, method and
 * URL, once with the error "" and once with `net::ERR_ABORTED`. The first of the two stays.
 */
export function withoutDuplicates(exchanges: readonly Exchange[]): Exchange[] {
  const latest = new Map<string, Exchange>();
  return exchanges.filter((exchange) => {
    const { error, startedAt, method, url } = exchange;
    if (error !== "" && error !== "net::ERR_ABORTED") return true;
    const key = `${startedAt} ${method} ${url}`;
    const former = latest.get(key);
    latest.set(key, exchange);
    return former === undefined || former.error === error;
  });
}
