import { expect, test } from "vitest";
import { cli } from "../../../src/node/cli.ts";
import { harFiles } from "../har-files.ts";

const { refused, refusedLog, folder } = harFiles();

test.each([{ more: [] }, { more: ["--baseline", `${folder}/none.json`] }])(
  "ndjson has the lines of the first file before the second one arrives $more",
  async ({ more }) => {
    const lines: { type: string; source?: string; fetches?: number[] }[] = [];
    let showFirst = () => {};
    const firstIsPrinted = new Promise<void>((resolve) => {
      showFirst = resolve;
    });
    const code = await cli(["diagnose", refused, "-", "--format", "ndjson", ...more], {
      stdin: (async function* () {
        await firstIsPrinted;
        yield new TextEncoder().encode(JSON.stringify({ log: refusedLog }));
      })(),
      async print(text) {
        lines.push(...text.split("\n").flatMap((line) => (line === "" ? [] : JSON.parse(line))));
        if (lines.some(({ type }) => type === "summary")) showFirst();
      },
      warn() {},
      columns: undefined,
      env: {},
    });
    expect(code).toBe(1);
    expect(lines.map(({ type, source, fetches }) => [type, source ?? fetches])).toEqual([
      ["fetch", refused],
      ["summary", refused],
      ["fetch", "-"],
      ["summary", "-"],
      ["fix", [1, 2]],
    ]);
  },
);
