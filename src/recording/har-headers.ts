import type { Header } from "../exchange.ts";
import { type Fields, fieldsOf } from "./fields.ts";

/**
 * The headers of a request or a response. A well-formed list, which most are, is returned as it is: copies of all
 * headers would cost more than the diagnosis.
 */
export function readHeaders(value: unknown): readonly Header[] {
  if (!Array.isArray(value)) return [];
  for (let i = 0; i < value.length; i++) if (!isHeader(value[i])) return value.flatMap(readHeader);
  return value;
}

function isHeader(item: unknown): item is Header {
  if (typeof item !== "object" || item === null) return false;
  const { name, value } = item as Fields;
  return typeof name === "string" && typeof value === "string" && !value.includes("\n");
}

/** One header for each line: several recorders fold repeated headers into one, with a line feed between the values. */
function readHeader(item: unknown): Header[] {
  const { name, value } = fieldsOf(item);
  if (typeof name !== "string") return [];
  const text = typeof value === "number" || typeof value === "boolean" ? String(value) : value;
  return (typeof text === "string" ? text.split("\n") : [""]).map((line) => ({ name, value: line }));
}
