import { join } from "node:path";
import { expect, test } from "vitest";
import { findFailingFile } from "./damaged-files.ts";
import { harFiles } from "./har-files.ts";

const { folder } = harFiles();

test("damaged HAR files are diagnosed, or rejected with one line that names the file", async () => {
  const { failure, diagnosed, codes } = await findFailingFile({
    seed: 20261129,
    count: 300,
    path: join(folder, "damaged.har"),
  });
  expect(failure && { ...failure, bytes: Buffer.from(failure.bytes).toString().slice(0, 2000) }).toBeNull();
  expect(diagnosed).toBe(300);
  expect([...codes.keys()].sort()).toEqual([0, 1, 2]);
});
