import type { HeaderOverride } from "../exchange.ts";
import { fieldsOf } from "./fields.ts";

/**
 * The periods in a HAR log's `_headerOverrides`, in which CORS Panel changed a server's response headers to try a fix. One
 * without a valid server and start is left out; one without an end lasts.
 */
export function readHeaderOverrides(value: unknown): HeaderOverride[] {
  if (!Array.isArray(value)) return [];
  return value.flatMap((override) => {
    const { server, from, until } = fieldsOf(override);
    if (typeof server !== "string" || !/^https?:\/\/[^/?#@\s]{1,300}$/.test(server)) return [];
    if (typeof from !== "number") return [];
    return [{ server, from, until: typeof until === "number" ? until : Number.POSITIVE_INFINITY }];
  });
}
