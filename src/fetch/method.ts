/**
 * The method as a browser sends it: browsers write only these six in upper case, and leave every other as it is.
 * @see https://fetch.spec.whatwg.org/#concept-method-normalize
 */
export function normalizeMethod(method: string): string {
  return /^(delete|get|head|options|post|put)$/i.test(method) ? method.toUpperCase() : method;
}

/** True for the two methods whose requests have no body and, to their own origin, no `Origin` header. */
export function isGetOrHead(method: string): boolean {
  return method === "GET" || method === "HEAD";
}
