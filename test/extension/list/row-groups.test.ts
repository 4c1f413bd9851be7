import { expect, test } from "vitest";
import { groupRows } from "../../../extension/list/row-groups.ts";
import { diagnose, readHar } from "../../../src/index.ts";
import { limitSource } from "../../../src/report/collect.ts";
import { api, logOf } from "../../har.ts";

/** The rows of these refused requests when the report has a diagnosis for only so many of them. */
function rowsOf(alone: number, ...urls: readonly string[]) {
  const recording = readHar({ log: logOf(...urls.map((url) => ({ url, answer: { status: 200 } }))) });
  const whole = { source: "app.har", recording, diagnoses: diagnose(recording) };
  const { diagnoses } = limitSource(whole, { alone, sections: 9 });
  return [...groupRows(diagnoses, []).values()].map(({ url, hasOneUrl, count }) => ({ url, hasOneUrl, count }));
}

test("a row of a large report counts the requests that have no diagnosis of their own", () => {
  const urls = [`${api}/1`, `${api}/1`, `${api}/2`, `${api}/3`, "http://localhost:5000/other"];
  expect(rowsOf(1, ...urls)).toEqual(rowsOf(5, ...urls));
  expect(rowsOf(2, ...urls).map(({ count }) => count)).toEqual([4, 1]);
});

test("a row of a large report shows the path only where all of its requests have the same", () => {
  expect(rowsOf(1, api, api, api)).toEqual([{ url: api, hasOneUrl: true, count: 3 }]);
  expect(rowsOf(1, `${api}/1`, `${api}/2`)).toEqual([{ url: `${api}/1`, hasOneUrl: false, count: 2 }]);
});
