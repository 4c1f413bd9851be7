import type { CorsFetch } from "../exchange.ts";

/** How a page without an origin was opened, as far as the recording shows; `unknown` may be a sandboxed frame. */
export type OpaquePageKind = "file" | "data" | "unknown";

/**
 * Tells a file from a `data:` URL by the document or script that sent the first request. It is no part of `unallowable-origin.ts`,
 * because the panel loads that before the list, and this with the reasons and the fixes.
 */
export function opaquePageKind({ hops }: CorsFetch): OpaquePageKind {
  const url = hops[0]?.actual?.initiator.url ?? "";
  if (url.startsWith("file:")) return "file";
  return url.startsWith("data:") ? "data" : "unknown";
}
