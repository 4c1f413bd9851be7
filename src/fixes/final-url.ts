import { type CorsFetch, lastHop } from "../exchange.ts";

/** The URL that a redirected fetch, or the redirect of its preflight, leads to. */
export function finalUrl(fetch: CorsFetch): string {
  const { preflight, url } = lastHop(fetch);
  return preflight?.redirectUrl || url;
}
