import type { Recording } from "../../exchange.ts";
import { readHar } from "../../recording/har.ts";
import { endOfJson } from "./json-end.ts";
import { advance, jsonProblem, type SourcePosition } from "./place.ts";
import { splitHar } from "./split.ts";
import { createFieldStripper } from "./strip-unused-fields.ts";

/**
 * Reads a HAR file of any size, an entry at a time: what stays in memory is what the engine reads of each.
 * @returns a sentence that says what is wrong, and where, when it cannot be read.
 */
export async function readLarge(chunks: AsyncIterable<Uint8Array>, start: SourcePosition): Promise<Recording | string> {
  const slim = createFieldStripper();
  const entries: unknown[] = [];
  let place = start;
  let head = "";
  let path: readonly string[] | null = null;
  for await (const piece of splitHar(chunks)) {
    const text = piece.bytes.toString();
    if (piece.kind === "head") {
      head = text;
      path = piece.path;
      if (!path) return readAround("", text, place, place, (log) => log);
    } else if (piece.kind === "entry") {
      const isEmptyList = piece.end === "]" && entries.length === 0 && /^[\t\n\r ]*$/.test(text);
      try {
        if (!isEmptyList) entries.push(slim(JSON.parse(text)));
      } catch {
        return jsonProblem(text + piece.end, place);
      }
      if (piece.end === "") return jsonProblem(text, place);
    } else {
      return readAround(`${head}]`, text, start, place, (log) => ({ ...log, entries }), path?.length === 2);
    }
    place = advance(place, piece.bytes, text, piece.kind === "entry" ? piece.end : "");
  }
  return jsonProblem("", place);
}

/** Reads what stands around the entries, which are put in. */
function readAround(
  head: string,
  tail: string,
  headPlace: SourcePosition,
  tailPlace: SourcePosition,
  withEntries: (log: object) => object,
  inLog = false,
): Recording | string {
  const text = head + tail;
  let value: { readonly log?: object };
  try {
    value = JSON.parse(text);
  } catch {
    const offset = endOfJson(text);
    return offset < head.length ? jsonProblem(text, headPlace) : jsonProblem(tail, tailPlace, offset - head.length);
  }
  try {
    if (value === null || typeof value !== "object") return readHar(value);
    return readHar(inLog ? { log: withEntries(value.log ?? {}) } : { ...value, ...withEntries(value) });
  } catch (error) {
    if (error instanceof TypeError) return error.message;
    throw error;
  }
}
