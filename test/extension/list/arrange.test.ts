import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { atPath, captured, openStore, pathsOf, untilUpdated } from "../fakes.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const refused = captured("preflight-header-two-of-three");

test.each([
  ["count", ["/users/:id", "/a", "/b"]],
  ["newest", ["/b", "/users/:id", "/a"]],
  ["time", ["/a", "/users/:id", "/b"]],
] as const)("rows are sorted by %s", (sort, expected) => {
  const { store } = openStore([
    ...atPath("/a", refused),
    ...atPath("/users/1", refused, 1000),
    ...atPath("/users/2", refused, 2000),
    ...atPath("/b", refused, 3000),
  ]);
  store.sort.value = sort;
  expect(pathsOf(store)).toEqual(expected);
});

test("a heading shows where the tab navigated, while the log is preserved", async () => {
  const { devtools, store } = openStore(atPath("/before", refused));
  store.preserveLog.value = true;
  await untilUpdated();
  const later = 60_000;
  devtools.document = Date.parse(refused[0]?.startedDateTime ?? "") + later / 2;
  devtools.navigate();
  await untilUpdated();
  devtools.finish(...atPath("/before", refused, later));
  await untilUpdated();
  const listed = store.lines.value.map((line) => (line.kind === "row" ? line.row.path : line.kind));
  expect(listed).toEqual(["server", "/before", "section", "server", "/before"]);
  store.clear();
  await untilUpdated();
  expect(store.lines.value).toEqual([]);
});
