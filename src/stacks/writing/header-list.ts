import type { FixContext, Policy } from "../../remedy.ts";
import { type GrantHeader, grantHeaders } from "./grant-headers.ts";

/** The CORS headers that grant a policy to one origin, for platforms that take constant headers. */
export function headersOf(policy: Policy, origin: string, originChanged = false): GrantHeader[] {
  const changed = originChanged || policy.added.origins.includes(origin);
  const allowOrigin = { name: "Access-Control-Allow-Origin", value: origin, changed, isList: false, isOptional: false };
  return [allowOrigin, ...grantHeaders(policy)];
}

/**
 * The only origin that the policy allows, or `*`; null where there are several, or others keep `*`: a constant header cannot
 * name them.
 */
export function constantOrigin({ origins, staysOpen }: Policy): string | null {
  if (staysOpen) return null;
  if (origins === "*") return "*";
  const [only = null] = origins;
  return origins.length === 1 ? only : null;
}

/** The pattern of the requested paths, as Next.js and Vercel write it. */
export function pathPattern({ server: { path } }: FixContext): string {
  return path === "/" ? "/:path*" : `${path}/:path*`;
}
