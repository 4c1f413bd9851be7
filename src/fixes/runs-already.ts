import { isCorsSafelistedMethod } from "../fetch/safelist.ts";
import type { CurrentGrants, ServerGrants } from "./current-grants.ts";
import { commonFolder } from "./folder.ts";
import type { RequiredChanges } from "./required-changes.ts";

/**
 * True where responses without CORS headers were refused, and the server sends all that the fetches need with others: its CORS
 * code allows the page already, perhaps as an earlier fix wrote it, and does not reach these responses.
 */
export function runsAlready(chosen: readonly RequiredChanges[], server: ServerGrants): boolean {
  const grants = server.grantsBelow(commonFolder(chosen.map(({ url }) => url)));
  return chosen.length > 0 && chosen.every((one) => isGrantedElsewhere(one, grants));
}

function isGrantedElsewhere(
  { diagnosis, origin, method, headerNames, credentials }: RequiredChanges,
  grants: CurrentGrants,
): boolean {
  const sendsCredentials = credentials === "include";
  const isOpen = grants.openUrls.size > 0 && !sendsCredentials;
  return (
    reasonsToReach.has(diagnosis.reasons[0]?.id ?? "") &&
    (isOpen || grants.origins.has(origin)) &&
    (!sendsCredentials || grants.credentials) &&
    (isCorsSafelistedMethod(method) || grants.anyMethod || grants.methods.has(method)) &&
    (grants.anyHeader || headerNames.every((name) => grants.headers.has(name.toLowerCase())))
  );
}

/** The reasons that say that CORS code runs on the server and did not reach the refused response. */
const reasonsToReach: ReadonlySet<string> = new Set(["cors-on-other-routes-only", "headers-only-on-preflight"]);
