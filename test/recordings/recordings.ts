import { readFileSync } from "node:fs";

/** A HAR file of this folder, parsed. The files are recordings with hostile or secret values, and others that were once misjudged. */
export function readRecording(name: string): unknown {
  return JSON.parse(readFileSync(new URL(`${name}.har`, import.meta.url), "utf8"));
}
