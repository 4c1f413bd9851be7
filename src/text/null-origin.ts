import { translate } from "./translate.ts";

/** What to do about a page that sends `Origin: null`, which no server can safely allow. */
export function explainNullOrigin(pageOrigin: string): string {
  return pageOrigin === "null" || pageOrigin === ""
    ? translate(
        "Open the page over http or https. A sandboxed frame, a `file:` page or a `data:` page sends `Origin: null`, and no server can safely allow `null`.",
      )
    : translate(
        "Request the final URL directly. A redirect to another origin made the browser send `Origin: null`, and no server can safely allow `null`.",
      );
}
