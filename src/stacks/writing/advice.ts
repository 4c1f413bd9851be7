import type { Policy } from "../../remedy.ts";

// Warnings that several stacks give in the same words. A policy comes in where the warning depends on one; plain English
// goes out, and `fixes/` translates it. Warnings of one family of stacks stand beside its code, as in express.ts.

export const clearCaches = "Clear the CDN's and the browser's caches; they still hold old responses.";

export const repairFirst =
  "Read the server's log and repair the failure. These lines only let the page see the status.";

export const startBehindProxy =
  "If the proxy in front cannot reach the server, start the server on the address that the proxy expects.";

// Browsers drop `Authorization` when they follow a redirect to another origin.
export const sendAuthorization =
  "The new URL has no user name or password. If the target needs them, request the target directly with an `Authorization` header.";

export const deleteOthers =
  "Delete all other code and settings that set `Access-Control-…` headers: in routes, error handlers, a proxy or a CDN.";

export const changeApplicationInstead =
  "If the application already sets these headers, change them there instead of adding this code.";

export const oneElementPerOrigin = "Pass a list of origins. One comma-separated string never matches.";

export const splitOrigins =
  "Pass an array of origins. One comma-separated string, such as an environment variable, never matches.";

export const redirectInFront =
  "If a proxy or platform in front sends the redirect, request the final URL, or change the redirect there.";

export const leaveOptionsOpen =
  "Leave `OPTIONS` without an authorizer, because browsers send preflights without credentials.";

/** The warning where the policy names origins, so that code could allow too many; none where any origin may read. */
export function whereNamed({ origins }: Policy, warning: string): string[] {
  return origins === "*" ? [] : [warning];
}

/** The warning where the server has no CORS code yet and gets a list of origins, which leaves the others out. */
export function whereOthersFail({ form, origins }: Policy, warning: string): string[] {
  return form === "new" && origins !== "*" ? [warning] : [];
}

/** Says why the code for `vary` sends none; empty where it sends one, because the origin differs. */
export function whyNoVary({ origins, staysOpen }: Policy): string[] {
  return (origins === "*" || origins.length === 1) && !staysOpen ? [constantNeedsNoVary] : [];
}

const constantNeedsNoVary = "This code always sends the same origin, so the response needs no `Vary`.";
