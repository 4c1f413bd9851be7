import type { Exchange } from "../exchange.ts";

/**
 * The exchanges without Chromium's duplicates: it delivers some blocked requests twice, with the same start, method and
 * URL, once with the error "" and once with `net::ERR_ABORTED`. The first of the two stays.
 */
export function withoutDuplicates(exchanges: readonly Exchange[]): readonly Exchange[] {
  if (!exchanges.some(mayBeDuplicate)) return exchanges;
  const isDuplicate = createDuplicateFinder(Number.POSITIVE_INFINITY);
  return exchanges.filter((exchange) => !isDuplicate(exchange));
}

/** A function that is called with one exchange after the other, and says which ones repeat one of the latest `max` blocked ones. */
export function createDuplicateFinder(max = 5000): (exchange: Exchange) => boolean {
  const latest = new Map<string, Exchange["error"]>();
  return (exchange) => {
    if (!mayBeDuplicate(exchange)) return false;
    const { error, startedAt, method, url } = exchange;
    const key = `${startedAt} ${method} ${url}`;
    const former = latest.get(key);
    latest.set(key, error);
    const [oldest] = latest.size > max ? latest.keys() : [];
    if (oldest !== undefined) latest.delete(oldest);
    return former !== undefined && former !== error;
  };
}

function mayBeDuplicate({ error }: Exchange): boolean {
  return error === "" || error === "net::ERR_ABORTED";
}
