import type { Policy } from "../../remedy.ts";

/** What holds on every stack, in the same words. */

export const clearCaches =
  "Copies that are stored already stay wrong: clear the caches in front of the server, and the browser's.";

export const repairFirst =
  "The failure itself is the thing to repair: read the server's log. These lines only let the page see its status.";

export const sendAuthorization =
  "The user name and password in the URL are lost: let the page send an `Authorization` header instead.";

export const deleteOthers =
  "Delete every other place that sets `Access-Control-…` headers: in routes, in error handlers, in a proxy or a CDN in front.";

/** Why the origins are named, where they are. */
export function whyNamed({ origins }: Policy): string[] {
  return origins === "*" ? [] : [namedOneByOne];
}

/** Why the origin is compared, where code does it. */
export function whyCompared({ origins }: Policy): string[] {
  return origins === "*" ? [] : [comparedWithList];
}

const comparedWithList =
  "The origin is compared with a list and never merely sent back: sending back any origin would let every website read the answers with the user's cookies.";

const namedOneByOne =
  "The origins are named one by one: sending back any origin would let every website read the answers with the user's cookies.";
