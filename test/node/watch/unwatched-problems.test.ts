import { expect, test } from "vitest";
import { unwatchedProblems } from "../../../src/node/watch/unwatched-problems.ts";

test("says nothing where everything was watched", () => {
  expect(unwatchedProblems([], 0)).toEqual([]);
});

test.each([
  [["iframe"], "1 frame closed before it could be watched; requests of this frame may be missing"],
  [["iframe", "webview"], "2 frames closed before they could be watched; requests of these frames may be missing"],
  [["worker"], "1 worker closed before it could be watched; requests of this worker may be missing"],
  [["page", "page"], "2 popups closed before they could be watched; requests of these popups may be missing"],
  [["other"], "1 other closed before it could be watched; requests of this other may be missing"],
])("counts %j by what users call them", (closed, sentence) => {
  expect(unwatchedProblems(closed, 0)).toEqual([sentence]);
});

test("has a sentence for each kind, and one for service workers that an update replaces", () => {
  expect(unwatchedProblems(["worker", "iframe", "worker"], 2)).toEqual([
    "2 workers closed before they could be watched; requests of these workers may be missing",
    "1 frame closed before it could be watched; requests of this frame may be missing",
    "2 service workers with a waiting update are no longer watched, so that the update can take over; reload the page to see the requests of the new version",
  ]);
});
