import { groupBy } from "../../../src/collections.ts";

/** The id of the random fetch that a URL belongs to; NaN where it belongs to none. */
export function fetchIdOf(url: string): number {
  const id = URL.canParse(url) ? new URL(url).searchParams.get("id") : null;
  return id === null ? Number.NaN : Number(id);
}

/** The names under which a browser reported each fetch, by the fetch's id. */
export function namesByFetch(named: readonly { readonly id: number; readonly name: string }[]) {
  const byId = groupBy(named, ({ id }) => id);
  return new Map([...byId].map(([id, same]) => [id, same.map(({ name }) => name)]));
}
