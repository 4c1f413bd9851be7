import type { Header } from "../exchange.ts";
import { getHeader } from "../fetch/headers.ts";

/**
 * True when a browser's cache may keep a response with these headers and hand it out again without asking.
 * @see https://www.rfc-editor.org/rfc/rfc9111#name-storing-responses-in-caches
 */
export function mayBeStored(headers: readonly Header[]): boolean {
  const control = (getHeader(headers, "Cache-Control") ?? "").toLowerCase();
  if (/no-store|no-cache|max-age=0\b/.test(control)) return false;
  return (
    /max-age=|immutable|public/.test(control) ||
    getHeader(headers, "Expires") !== null ||
    getHeader(headers, "Last-Modified") !== null
  );
}
