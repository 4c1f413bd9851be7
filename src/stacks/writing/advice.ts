import type { Policy } from "../../remedy.ts";

// Warnings that several stacks give in the same words. A policy comes in where the warning depends on one; plain English
// goes out, and `fixes/` translates it. Warnings of one family of stacks stand beside its code, as in express.ts.

export const clearCaches = "Clear the CDN's and the browser's caches; they still hold old responses.";

export const repairFirst =
  "Read the server's log and repair the failure. These lines only let the page see the status.";

export const startBehindProxy =
  "If a proxy responds for a server that is down, start the server on the address that the proxy expects.";

export const sendAuthorization =
  "The URL loses its user name and password. Let the page send an `Authorization` header instead.";

export const deleteOthers =
  "Delete all other code and settings that set `Access-Control-…` headers: in routes, error handlers, a proxy or a CDN.";

export const onlyOneLayer =
  "Only one layer may set these headers. If the application sets them, change them there, and add nothing here.";

export const mustBeFirst = "Register it before every other middleware, or their responses will lack these headers.";

export const oneElementPerOrigin = "Pass a list of origins. One comma-separated string never matches.";

export const splitOrigins =
  "Pass an array of origins. One comma-separated string, such as an environment variable, never matches.";

/** Says why the origins are named; empty where any origin may read. */
export function whyNamed({ origins }: Policy): string[] {
  return origins === "*" ? [] : [namedOneByOne];
}

/** Says why the code compares the origin; empty where any origin may read. */
export function whyCompared({ origins }: Policy): string[] {
  return origins === "*" ? [] : [comparedWithList];
}

const namedOneByOne =
  "Do not send back every origin: with credentials, every website could read the responses with the user's cookies.";

const comparedWithList =
  "Compare the origin with the list before you send it back. Otherwise every website could read the responses with the user's cookies.";
