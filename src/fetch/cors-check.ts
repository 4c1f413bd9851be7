import type { CorsHeaders } from "./cors-headers.ts";

/**
 * True for a response that passes the CORS check. The causes say why another one does not.
 * @see https://fetch.spec.whatwg.org/#concept-cors-check
 */
export function passesCorsCheck(
  origin: string,
  credentials: "include" | "omit",
  { allowOrigin, allowCredentials }: CorsHeaders,
): boolean {
  if (allowOrigin === "*") return credentials === "omit";
  return allowOrigin === origin && (credentials === "omit" || allowCredentials === "true");
}
