import type { Exchange } from "../exchange.ts";

/** @see https://fetch.spec.whatwg.org/#ok-status */
export function isOkStatus(status: number): boolean {
  return status >= 200 && status <= 299;
}

/** @see https://fetch.spec.whatwg.org/#redirect-status */
export function isRedirectStatus(status: number): boolean {
  return status === 301 || status === 302 || status === 303 || status === 307 || status === 308;
}

/** True for a response that names another URL to go on to; a redirect status without a `Location` is one like others. */
export function isRedirect({ status, redirectUrl }: Pick<Exchange, "status" | "redirectUrl">): boolean {
  return isRedirectStatus(status) && redirectUrl !== "";
}
