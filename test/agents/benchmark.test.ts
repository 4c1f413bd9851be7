import { describe, expect, test } from "vitest";
import { compareReadings, corsPanelText, mcpText } from "../bench/agents/compare.ts";
import { readRecorded } from "../bench/agents/recorded.ts";
import { expectations } from "../bench/agents/scenes.ts";
import { scenes } from "../playground/scenes/index.ts";

const recorded = readRecorded();

describe("the benchmark of what agents read", () => {
  test("compares 20 scenes of the playground, each with the verdict of the recording's browser", () => {
    const ids = expectations.map(({ id }) => id);
    expect(new Set(ids).size).toBe(20);
    expect(recorded.scenes.map(({ id }) => id)).toEqual(ids);
    for (const { id, console } of recorded.scenes) {
      expect(scenes.find((scene) => scene.id === id)?.errors.length).toBeGreaterThan(0);
      expect(console.join("\n")).toContain("has been blocked by CORS policy");
    }
  });

  // https://github.com/ChromeDevTools/chrome-devtools-mcp: tests/tools/network.test.js.snapshot and console.test.js.snapshot
  test("has the replies of chrome-devtools-mcp in the form of its published snapshots", () => {
    for (const scene of recorded.scenes) {
      const text = mcpText(scene);
      expect(text).toMatch(/^## Console messages\nShowing 1-\d+ of \d+ \(Page 1 of 1\)\.\nmsgid=1 \[(issue|error)\] /m);
      expect(text).toMatch(/^## Network requests\nShowing 1-\d+ of \d+ \(Page 1 of 1\)\.\nreqid=1 GET /m);
      expect(text).toMatch(/^## Request http:\/\/localhost:4000\/.*\nStatus: .*\n### Request Headers\n- /m);
      expect(text).toMatch(
        /^ID: \d+\nMessage: issue> [\s\S]*\nLearn more:\n\[.*\n### Affected resources\nreqid=\d+ data=\{/m,
      );
    }
  });

  test("finds nothing in an empty text, nor in another scene's", () => {
    const [first] = recorded.scenes;
    const text = first ? corsPanelText(first) : "";
    const holds = (text: string) =>
      expectations.filter(({ cause, layer, value }) =>
        [...cause, ...layer, ...value].every((pattern) => pattern.test(text)),
      );
    expect(holds("")).toEqual([]);
    expect(holds(text).map(({ id }) => id)).toEqual(["no-cors-code"]);
  });

  test("CORS Panel names the cause, the layer and the value of each", () => {
    const missing = compareReadings().flatMap(({ id, corsPanel: { cause, layer, value } }) =>
      cause && layer && value ? [] : [[id, { cause, layer, value }]],
    );
    expect(missing).toEqual([]);
  });
});
