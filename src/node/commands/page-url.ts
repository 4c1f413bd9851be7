import { visible } from "../../text/visible.ts";

/** A sentence that says why a browser cannot open this address as a page; null when it can. */
export function findPageUrlProblem(url: string, schemes: readonly string[]): string | null {
  if (URL.canParse(url) && schemes.includes(new URL(url).protocol)) return null;
  return `"${visible(url)}" is not the URL of a page; start it with its scheme, as in http://localhost:3000`;
}
