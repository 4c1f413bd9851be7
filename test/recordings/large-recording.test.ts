import { expect, test } from "vitest";
import { harFiles } from "../node/har-files.ts";
import { run } from "../node/run.ts";
import { largeRecording } from "./large-recording.ts";

const { file } = harFiles();

test("each fetch of a recording of some megabytes is counted once, by how it ended", async () => {
  const { text, known } = largeRecording({ seed: 42, fetches: 1000 });
  const content = [...text].join("");
  expect(content.length).toBeGreaterThan(5e6);
  expect(known.refused).toBeGreaterThan(500);
  expect(known.allowed).toBeGreaterThan(200);
  expect(known.failed).toBeGreaterThan(5);
  const { code, out, errors } = await run("diagnose", file("large.har", content), "--format", "json");
  expect(errors).toEqual([]);
  expect(code).toBe(1);
  const { refused, failed, allowed } = known;
  expect(JSON.parse(out).summary).toEqual({ refused, failed, allowed, unknown: 0, blocked: refused, accepted: 0 });
});
