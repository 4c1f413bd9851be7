/** True for the two methods whose requests have no body and, to their own origin, no `Origin` header. */
export function isGetOrHead(method: string): boolean {
  return method === "GET" || method === "HEAD";
}
