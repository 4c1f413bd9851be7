import { describe, expect, test } from "vitest";
import { withPages } from "../../../extension/recording/navigation-pages.ts";
import { readHar } from "../../../src/index.ts";
import { captured, logOf } from "../fakes.ts";

const { exchanges } = readHar(logOf(captured("life-reload")));
const [first, second] = exchanges.filter(({ resourceType }) => resourceType === "document");
if (!first || !second) throw new Error("the capture has no two documents");
const { url } = second;

describe("a navigation", () => {
  test("is the document that came in at the time, also where its event was late or the tab was sent on", () => {
    for (const at of [second.startedAt - 300, second.startedAt + 5, second.endedAt + 200]) {
      expect(withPages([{ at, url }], exchanges, [])).toEqual([
        { at: Math.min(at, second.startedAt), url, page: second.page },
      ]);
    }
  });

  test("is not the document before, while its own is not recorded yet", () => {
    const navigation = { at: first.endedAt + 2000, url };
    expect(withPages([navigation], exchanges.slice(0, exchanges.indexOf(second)), [])).toEqual([navigation]);
  });

  test("to the same URL as the one before is another document", () => {
    const navigations = [
      { at: first.startedAt, url: `${url}#a` },
      { at: second.startedAt, url },
    ];
    expect(withPages(navigations, exchanges, []).map(({ page }) => page)).toEqual([first.page, second.page]);
  });

  test("without a document, as from the back/forward cache, has only its time", () => {
    const navigation = { at: second.endedAt + 5000, url };
    expect(withPages([navigation], exchanges, [])).toEqual([navigation]);
  });
});

test("the same list comes back where nothing changed, so that no row is made again", () => {
  const navigations = [{ at: second.startedAt, url }];
  const found = withPages(navigations, exchanges, []);
  expect(withPages(navigations, [...exchanges], found)).toBe(found);
});
