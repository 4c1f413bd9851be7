import { expect, test } from "vitest";
import { type Diagnosis, diagnose, lastHop, readHar } from "../../src/index.ts";
import { toBaselineEntry } from "../../src/report/baseline-entry.ts";
import { logOf } from "../har.ts";

test.each([
  ["http://api.example:9999/v1/12345?page=1", "http://api.example:9999/v1/:id"],
  ["http://my_host:99999/v1/12345?page=1", "http://my_host:99999/v1/12345"],
])("a baseline has of %s the template %s; one that cannot be parsed has its own path", (url, template) => {
  expect(toBaselineEntry(refused(url)).url).toBe(template);
});

/** A refused fetch to a URL that a recording may have, whether it can be parsed or not. */
function refused(url: string): Diagnosis {
  const [diagnosis] = diagnose(readHar(logOf({ answer: { status: 500 } })));
  if (!diagnosis) throw new Error("no fetch");
  const { fetch } = diagnosis;
  return { ...diagnosis, fetch: { ...fetch, hops: [{ ...lastHop(fetch), url }] } };
}
