// @vitest-environment happy-dom
import { act, cleanup, render } from "@testing-library/preact";
import { afterEach, expect, test } from "vitest";
import { Panel } from "../../../extension/layout/layout.tsx";
import { PrintedRefusals } from "../../../extension/report/printed-refusals.tsx";
import { toReport } from "../../../extension/report/report.ts";
import { ReportBar } from "../../../extension/report/report-bar.tsx";
import { createStore } from "../../../extension/store/store.ts";
import { embed, readReport } from "../../../src/report/embedded.ts";
import { defaultOptions } from "../../../src/report/format.ts";
import { readRecording } from "../../recordings/recordings.ts";
import { sourceOf } from "../../report/sources.ts";
import { detail, fakeSession, fakeSettings, idle, recognizing } from "../fakes.ts";

// Under happy-dom no element has a size, and a list without a size shows no rows.
Object.defineProperty(HTMLElement.prototype, "offsetHeight", { value: 800 });
// Preact ends effects after the next frame, in which there may be no document any more.
afterEach(() => act(cleanup));

const har = readRecording("bidirectional-text") as { readonly log: { readonly entries: readonly unknown[] } };

/** Marks for the direction of writing, and characters without a width. */
const unsafe = /[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/;

/** Every text of an element that a browser shows: its text nodes and the attributes that become tooltips and names. */
function shownTexts(container: Element): string[] {
  const elements = [...container.querySelectorAll("*")];
  const attributes = elements.flatMap((element) =>
    ["title", "aria-label", "alt", "placeholder"].map((name) => element.getAttribute(name) ?? ""),
  );
  return [container.textContent ?? "", ...attributes];
}

test("the panel shows marks for the direction of writing and invisible characters as escapes, in every view", () => {
  const { session } = fakeSession(har.log.entries, fakeSettings());
  const store = createStore(session, idle, detail, recognizing);
  const { container } = render(<Panel store={store} detailChunk={detail.loaded} />);
  void act(() => {
    store.filter.value = "all";
  });
  expect(store.rows.value.length).toBeGreaterThan(0);
  for (const { key } of store.rows.value) {
    void act(() => store.select(key));
    for (const details of container.querySelectorAll("details")) details.open = true;
    const texts = shownTexts(container);
    expect(texts.filter((text) => unsafe.test(text))).toEqual([]);
    expect(texts[0]).toContain("\\u202e");
    expect(container.querySelector("[data-exchanges]")?.textContent).toContain("x\\u202egpj.exe");
    expect(container.querySelector("[data-checks]")?.textContent).toContain("app.example\\u202eelpmaxe.live");
  }
});

test("so do the bar and the printed refusals of an HTML report", () => {
  const shown = readReport(JSON.parse([...embed([sourceOf(har, "a\u202eb.har")], defaultOptions)].join("")));
  const report = toReport(shown);
  const { session } = fakeSession([], fakeSettings());
  const store = createStore(session, idle, detail, recognizing);
  const { container } = render(
    <>
      <ReportBar report={report} store={store} />
      <PrintedRefusals report={report} stack="" />
    </>,
  );
  const texts = shownTexts(container);
  expect(texts[0]).toContain("\\u202e");
  expect(texts.filter((text) => unsafe.test(text))).toEqual([]);
});
