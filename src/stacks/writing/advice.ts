import type { Policy } from "../../remedy.ts";

// Warnings that several stacks give in the same words. A policy comes in where the warning depends on one; plain English
// goes out, and `fixes/` translates it. Warnings of one family of stacks stand beside its code, as in express.ts.

export const clearCaches =
  "Copies that are stored already stay wrong: clear the caches in front of the server, and the browser's.";

export const repairFirst =
  "The failure itself is the thing to repair: read the server's log. These lines only let the page see its status.";

export const startBehindProxy =
  "Where a proxy answers for a server that is down, start the server on the address that the proxy expects.";

export const sendAuthorization =
  "The user name and password in the URL are lost: let the page send an `Authorization` header instead.";

export const deleteOthers =
  "Delete every other place that sets `Access-Control-…` headers: in routes, in error handlers, in a proxy or a CDN in front.";

export const onlyOneLayer =
  "Only one layer may set these headers: these lines take the application's own off. If it can do CORS itself, changing it there instead is as good.";

export const mustBeFirst = "It must be the first middleware: what answers before it answers without these headers.";

export const oneElementPerOrigin =
  "Each origin is an element of its own: one string with commas is sent as it stands, and refused.";

export const splitOrigins =
  "Each origin is an element of its own: one string with commas, such as an unsplit environment variable, is sent as it stands, and refused.";

/** Says why the origins are named; empty where any origin may read. */
export function whyNamed({ origins }: Policy): string[] {
  return origins === "*" ? [] : [namedOneByOne];
}

/** Says why the code compares the origin; empty where any origin may read. */
export function whyCompared({ origins }: Policy): string[] {
  return origins === "*" ? [] : [comparedWithList];
}

const namedOneByOne =
  "The origins are named one by one: sending back any origin would let every website read the answers with the user's cookies.";

const comparedWithList =
  "The origin is compared with a list and never merely sent back: sending back any origin would let every website read the answers with the user's cookies.";
