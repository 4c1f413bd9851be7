import { readFileSync } from "node:fs";
import { join } from "node:path";

/** A HAR file of this folder, parsed. The files are recordings with hostile or secret values, and others that were once misjudged. */
export function readRecording(name: string): unknown {
  return JSON.parse(readFileSync(join(import.meta.dirname, `${name}.har`), "utf8"));
}
