import type { Exchange } from "../exchange.ts";

/** True from 200 to 299. @see https://fetch.spec.whatwg.org/#ok-status */
export function isOkStatus(status: number): boolean {
  return status >= 200 && status <= 299;
}

/** True for 301, 302, 303, 307 and 308. @see https://fetch.spec.whatwg.org/#redirect-status */
export function isRedirectStatus(status: number): boolean {
  return status === 301 || status === 302 || status === 303 || status === 307 || status === 308;
}

/** True for a redirect status with a target. A redirect status without `Location` is an ordinary response. */
export function isRedirect({ status, redirectUrl }: Pick<Exchange, "status" | "redirectUrl">): boolean {
  return isRedirectStatus(status) && redirectUrl !== "";
}
