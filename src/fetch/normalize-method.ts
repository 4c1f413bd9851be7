/**
 * The method as a browser sends it: browsers write only these six in upper case, and leave every other as it is.
 * It is no part of `method.ts`, because the panel loads that before the list, and this with the fixes.
 * @see https://fetch.spec.whatwg.org/#concept-method-normalize
 */
export function normalizeMethod(method: string): string {
  return /^(delete|get|head|options|post|put)$/i.test(method) ? method.toUpperCase() : method;
}
