import { cut } from "../text/visible.ts";

/** At most this many characters of a URL fit into a report. */
export const maxUrlLength = 300;

/** At most this many characters of a method fit into a report. */
export const maxMethodLength = 40;

/** A request as in `GET https://api.example/orders`, with a long method or URL cut. */
export function requestLine({ method, url }: { readonly method: string; readonly url: string }): string {
  return `${cut(method, maxMethodLength)} ${cut(url, maxUrlLength)}`;
}
