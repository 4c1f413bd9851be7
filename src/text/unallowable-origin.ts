import { translate } from "./translate.ts";

/** True for `null` and `file://`, which pages of other people send too, so that no server can safely allow them. */
export function isUnallowableOrigin(origin: string): boolean {
  return origin === "null" || origin === "file://";
}

/** The origin that a server has to allow; null for one that no server can safely allow. */
export function safeToAllow(origin: string): string | null {
  return isUnallowableOrigin(origin) ? null : origin;
}

/**
 * What to do about a page that sends `Origin: null` or `Origin: file://`, in place of advice to allow that origin; "" for any
 * other origin. `pageOrigin` is the page's own origin, which a redirect may have replaced by `null`.
 */
export function adviceInsteadOfAllowing(origin: string, pageOrigin: string): string {
  if (origin === "file://") {
    return translate(
      "Load the page over https or from a custom scheme such as `app://`, and allow that origin. Do not allow `file://`: every local HTML file could then read the server's responses.",
    );
  }
  if (origin !== "null") return "";
  return pageOrigin === "null" || pageOrigin === ""
    ? translate(
        "Open the page over http or https. A sandboxed frame, a `file:` page or a `data:` page sends `Origin: null`, and no server can safely allow `null`.",
      )
    : translate(
        "Request the final URL directly. A redirect to another origin made the browser send `Origin: null`, and no server can safely allow `null`.",
      );
}
