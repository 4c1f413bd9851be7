import { readFileSync, writeFileSync } from "node:fs";
import type { Recording } from "../../../src/exchange.ts";

/** What Chrome and chrome-devtools-mcp said of a scene, and the recording that CORS Panel diagnoses. */
export interface RecordedScene {
  readonly id: string;
  /** The lines of Chrome's console. */
  readonly console: readonly string[];
  /** The calls of chrome-devtools-mcp that an agent makes to see what Chrome recorded, with their replies. */
  readonly chromeDevtoolsMcp: readonly { readonly tool: string; readonly reply: string }[];
  readonly recording: Recording;
}

/** Everything that the benchmark compares, recorded once in a real browser. */
export interface Recorded {
  readonly browser: string;
  readonly chromeDevtoolsMcp: string;
  readonly scenes: readonly RecordedScene[];
}

/** The fields of a recording that are maps, which JSON has as lists of pairs. */
const maps = new Set(["pages", "sourcePositions"]);

const file = new URL("recorded/scenes.json", import.meta.url);

export function readRecorded(): Recorded {
  return JSON.parse(readFileSync(file, "utf8"), (key, value) => (maps.has(key) ? new Map(value) : value));
}

export function writeRecorded(recorded: Recorded): void {
  writeFileSync(file, `${JSON.stringify(recorded, (_, value) => (value instanceof Map ? [...value] : value), 1)}\n`);
}
