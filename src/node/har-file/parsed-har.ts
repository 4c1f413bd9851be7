import type { Recording } from "../../exchange.ts";
import { readHar } from "../../recording/har.ts";

/** The recording of a parsed HAR file; a sentence when the value is no HAR log. */
export function readParsedHar(value: unknown): Recording | string {
  try {
    return readHar(value);
  } catch (error) {
    if (error instanceof TypeError) return error.message;
    throw error;
  }
}
