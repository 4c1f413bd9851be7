import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { validateXML } from "xmllint-wasm";
import { hostileSources, writeSources } from "./sources.ts";

const schema = {
  fileName: "junit-10.xsd",
  contents: readFileSync(new URL("./schemas/junit-10.xsd", import.meta.url), "utf8"),
};

async function validate(contents: string) {
  return (await validateXML({ xml: { fileName: "report.xml", contents }, schema })).errors;
}

test("is valid by the schema that Jenkins reads, for any recording", async () => {
  const report = writeSources("junit", ...hostileSources());
  expect(report.match(/<failure /g)?.length).toBeGreaterThan(100);
  expect(await validate(report)).toEqual([]);
  expect(await validate(report.replace("&#38;", "&"))).not.toEqual([]);
});
