import { diagnose } from "../../../src/diagnose.ts";
import { toolResult } from "../../../src/node/mcp/reply.ts";
import { runReport } from "../../../src/node/mcp/run-report.ts";
import { createRuns } from "../../../src/node/mcp/runs.ts";
import { type RecordedScene, readRecorded } from "./recorded.ts";
import { type Expectation, expectations } from "./scenes.ts";

/** What an agent reads of one broken server, and what of the answer is in it. */
export interface Reading {
  /** Bytes of UTF-8 divided by 4. */
  readonly tokens: number;
  readonly calls: number;
  readonly cause: boolean;
  readonly layer: boolean;
  readonly value: boolean;
}

/** The three ways to read about one broken server. */
export interface Comparison {
  readonly id: string;
  readonly chrome: Reading;
  readonly chromeDevtoolsMcp: Reading;
  readonly corsPanel: Reading;
}

/** Compares the three ways for each of the 20 servers, from what is recorded. */
export function compareReadings(): Comparison[] {
  const { scenes } = readRecorded();
  return expectations.map((expectation) => {
    const scene = scenes.find(({ id }) => id === expectation.id);
    if (!scene) throw new Error(`${expectation.id} is not recorded; run npm run bench:agents -- --record`);
    return {
      id: expectation.id,
      chrome: read(chromeText(scene), 1, expectation),
      chromeDevtoolsMcp: read(mcpText(scene), scene.chromeDevtoolsMcp.length, expectation),
      corsPanel: read(corsPanelText(scene), 1, expectation),
    };
  });
}

/** The console's lines, and the text of the Issues tab, which chrome-devtools-mcp passes on. */
function chromeText({ console, chromeDevtoolsMcp }: RecordedScene): string {
  const issues = chromeDevtoolsMcp.flatMap(
    ({ reply }) => /Message: issue> ([\s\S]*?)(?:\n### Affected|$(?![\s\S]))/.exec(reply)?.[1] ?? [],
  );
  return [...console, ...issues].join("\n");
}

export function mcpText({ chromeDevtoolsMcp }: RecordedScene): string {
  return chromeDevtoolsMcp.map(({ reply }) => reply).join("\n");
}

/** The reply of `cors_check`. */
export function corsPanelText({ recording }: RecordedScene): string {
  const run = createRuns().add([{ source: "http://localhost:3000/", recording, diagnoses: diagnose(recording) }]);
  const { content } = toolResult({ text: runReport(run) });
  return content.map((part) => (part.type === "text" ? part.text : "")).join("\n");
}

function read(text: string, calls: number, { id, cause, layer, value }: Expectation): Reading {
  // The address of a scene has the mistake in its name, which no text gets credit for.
  const readable = text.replaceAll(id, "scene");
  const has = (patterns: readonly RegExp[]) => patterns.every((pattern) => pattern.test(readable));
  return {
    tokens: Math.ceil(Buffer.byteLength(text) / 4),
    calls,
    cause: has(cause),
    layer: has(layer),
    value: has(value),
  };
}
