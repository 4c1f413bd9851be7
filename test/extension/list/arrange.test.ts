import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import type { Store } from "../../../extension/store/store.ts";
import { allowedAtPath, atPath, captured, changed, openStore, pathsOf, untilUpdated } from "../fakes.ts";

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
  expect(listed(store)).toEqual(["server", "/before", "section", "server", "/before"]);
  store.clear();
  await untilUpdated();
  expect(listed(store)).toEqual([]);
});

describe("with the log preserved, the fetches of a document", () => {
  const reload = captured("life-reload");
  const [firstDocument, firstFetch, secondDocument, secondFetch] = reload;

  async function reloaded() {
    vi.setSystemTime(Date.parse(secondFetch?.startedDateTime ?? "") + 300);
    const { devtools, store } = openStore([]);
    store.preserveLog.value = true;
    store.filter.value = "all";
    devtools.finish(
      firstDocument,
      ...atPath(
        "/first",
        [firstFetch].flatMap((entry) => entry ?? []),
      ),
    );
    await untilUpdated();
    // The event of the navigation comes late, and the document cannot be identified yet.
    devtools.document = undefined;
    devtools.finish(
      secondDocument,
      ...atPath(
        "/second",
        [secondFetch].flatMap((entry) => entry ?? []),
      ),
    );
    devtools.navigate(secondDocument?.request.url);
    await untilUpdated();
    return store;
  }

  test("are under its navigation, also where its event came after them", async () => {
    expect(listed(await reloaded())).toEqual(["server", "/first", "section", "server", "/second"]);
  });

  test("are under those of the newer documents, with the newest first", async () => {
    const store = await reloaded();
    store.sort.value = "newest";
    expect(listed(store)).toEqual(["section", "server", "/second", "section", "server", "/first"]);
    const sections = store.arrangement.value.lines.flatMap((line) => (line.kind === "section" ? [line.section] : []));
    expect(sections).toMatchObject([{ url: secondDocument?.request.url }, null]);
  });
});

describe("the rows of a server with one cause", () => {
  const missing = captured("preflight-method-missing");
  const gap = Date.parse(refused[0]?.startedDateTime ?? "") - Date.parse(missing[0]?.startedDateTime ?? "");
  const entries = [
    ...atPath("/a", refused),
    ...atPath("/other", missing, gap + 1000),
    ...atPath("/b", refused, 2000),
    ...changed(atPath("/a", refused, 3000), (text) => text.replaceAll("127.0.0.1:8200", "api.shop.example")),
  ];

  test("are one group, which opens and closes", () => {
    const { store } = openStore(entries);
    expect(listed(store)).toEqual(["server", "cause of 2", "/other", "server", "/a"]);
    expect(pathsOf(store)).toEqual(["/a", "/b", "/other", "/a"]);
    expect(store.arrangement.value.optionCount).toBe(3);
    const group = store.arrangement.value.lines.find(({ kind }) => kind === "group")?.key ?? "";
    store.toggleGroup(group);
    expect(listed(store)).toEqual(["server", "open cause of 2", "/a", "/b", "/other", "server", "/a"]);
    expect(store.arrangement.value.optionCount).toBe(4);
    store.toggleGroup(group);
    expect(listed(store)).toEqual(["server", "cause of 2", "/other", "server", "/a"]);
  });

  test("are listed one by one under their server, or without headings", () => {
    const { store, settings } = openStore(entries);
    store.grouping.value = "server";
    expect(listed(store)).toEqual(["server", "/a", "/other", "/b", "server", "/a"]);
    store.grouping.value = "none";
    expect(listed(store)).toEqual(["/a", "/other", "/b", "/a"]);
    expect(openStore(entries, settings).store.grouping.value).toBe("none");
  });

  test("come first where more of their fetches were refused, when sorted by count", () => {
    const { store } = openStore([...atPath("/one", missing), ...entries.slice(refused.length)]);
    store.sort.value = "count";
    expect(listed(store)).toEqual(["server", "cause of 2", "/b", "server", "/a"]);
  });
});

test("refused rows come first, then the others, then images and fonts, and at last what is fixed", () => {
  const image = captured("element-img-crossorigin").filter(({ _resourceType }) => _resourceType === "image");
  const { store } = openStore([
    ...atPath("/logo", image.slice(0, 1)),
    ...atPath("/fixed", refused),
    ...allowedAtPath("/fixed", refused, 1000),
    ...atPath("/refused", refused, 2000),
  ]);
  store.filter.value = "all";
  store.grouping.value = "none";
  expect(listed(store)).toEqual(["/refused", "/fixed", "/logo", "fixed of 1"]);
  store.toggleGroup("fixed 0");
  expect(listed(store)).toEqual(["/refused", "/fixed", "/logo", "open fixed of 1", "/fixed"]);
});

/** The lines in short. */
function listed(store: Store): string[] {
  return store.arrangement.value.lines.map((line) => {
    if (line.kind === "row") return line.row.path;
    if (line.kind !== "group") return line.kind;
    return `${line.isOpen ? "open " : ""}${line.of} of ${line.rows.length}`;
  });
}
