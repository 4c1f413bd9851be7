// @vitest-environment happy-dom
import { computed, signal } from "@preact/signals";
import { act, cleanup, fireEvent, render, within } from "@testing-library/preact";
import { afterEach, describe, expect, test } from "vitest";
import { Panel } from "../../../extension/layout/layout.tsx";
import { toReport } from "../../../extension/report/report.ts";
import { ReportBar } from "../../../extension/report/report-bar.tsx";
import { reportActions, reportSession } from "../../../extension/report/report-session.ts";
import { followLinks, linkTo } from "../../../extension/report/row-links.ts";
import { createStore } from "../../../extension/store/store.ts";
import { diagnose, readHar, readReport } from "../../../src/index.ts";
import { type DiagnosedSource, defaultOptions, type FormatOptions } from "../../../src/report/format.ts";
import { html } from "../../../src/report/html.ts";
import { api, type Call, logOf, page } from "../../har.ts";
import { captured, detail, recognizing } from "../fakes.ts";

// Under happy-dom no element has a size, and a list without a size shows no rows.
Object.defineProperty(HTMLElement.prototype, "offsetHeight", { value: 1600 });
// Preact ends effects after the next frame, in which there may be no document any more.
afterEach(() => act(cleanup));

function judge(source: string, ...names: string[]): DiagnosedSource {
  const recording = readHar({ ...logOf(), entries: names.flatMap(captured) });
  return { source, recording, diagnoses: diagnose(recording) };
}

function opened(sources: readonly DiagnosedSource[], options: Partial<FormatOptions> = {}) {
  const written = [...html.write(sources, { ...defaultOptions, ...options })].join("");
  const shown = readReport(JSON.parse(written.replace(/^<script[^>]*>|<\/script>$/g, "")));
  const report = toReport(shown);
  const store = createStore(reportSession(report, { preferredStack: shown.stack }), reportActions, detail, recognizing);
  const view = render(
    <>
      <ReportBar report={report} store={store} />
      <Panel store={store} detailChunk={detail.loaded} />
    </>,
  );
  const lines = () =>
    [...view.container.querySelectorAll("[data-section], [data-fetch]")].map((line) =>
      line instanceof HTMLElement && line.dataset.fetch ? (line.dataset.cause ?? "") : line.textContent,
    );
  return { store, lines, ...view };
}

const refused = ["preflight-header-two-of-three", "preflight-method-missing"];

describe("a report", () => {
  test("says when and by which version it was written, and links to the selected row", () => {
    const written = { at: "2026-11-29T14:30:59.123Z", version: "1.2.3" };
    const { getByRole, store } = opened([judge("app.har", ...refused)], { written });
    const bar = getByRole("region", { name: "CORS report" });
    expect(bar.textContent).toContain("Written on 2026-11-29 14:30 UTC by CORS Panel 1.2.3.");
    const [first, second] = store.rows.value;
    if (!first || !second) throw new Error("there are no two rows");
    const link = () => within(bar).getByRole("link").getAttribute("href");
    expect(link()).toBe(linkTo(first.key));
    void act(() => store.select(second.key));
    expect(link()).toBe(linkTo(second.key));
    expect(linkTo(first.key)).not.toBe(linkTo(second.key));
  });

  test("names its source, and says that secrets are left out", () => {
    const { getByRole, lines } = opened([judge("app.har", ...refused)]);
    const bar = getByRole("region", { name: "CORS report" });
    expect(bar.textContent).toContain("CORS report app.har 2 cross-origin requests: 2 refused by CORS.");
    expect(bar.textContent).toContain("leaves out secrets");
    expect(lines()).toEqual(["header-not-allowed", "method-not-allowed"]);
  });

  test("opens the row of its address, also where the filter hides that row", () => {
    const source = judge("app.har", ...refused, "simple-ok");
    const { store } = opened([source]);
    store.filter.value = "all";
    const allowed = store.rows.value.find(({ outcome }) => outcome === "allowed");
    if (!allowed) throw new Error("no fetch was allowed");
    store.filter.value = "refused";
    store.query.value = "cause:method-not-allowed";
    location.hash = linkTo(allowed.key);
    const stop = followLinks(store);
    expect(store.selection.value?.row.key).toBe(allowed.key);
    stop();
    location.hash = "";
  });

  test("keeps a row selected whose link another row has too", () => {
    const { store } = opened([judge("app.har", ...refused)]);
    const [one, other] = store.rows.value;
    if (!one || !other) throw new Error("two rows are missing");
    const [key, sameLink] = ["row 374569", "row 1001916"];
    expect(linkTo(sameLink)).toBe(linkTo(key));
    const rows = signal([
      { ...one, key },
      { ...other, key: sameLink },
    ]);
    const selected = signal(key);
    const selection = computed(() => {
      const row = rows.value.find((row) => row.key === selected.value) ?? null;
      return row && store.selection.value && { ...store.selection.value, row };
    });
    const select = (key: string) => {
      selected.value = key;
    };
    const stop = followLinks({ ...store, rows, selection, select });
    select(sameLink);
    dispatchEvent(new Event("hashchange"));
    expect(selected.value).toBe(sameLink);
    stop();
    location.hash = "";
  });

  test("warns of secrets where it contains them", () => {
    const { getByRole } = opened([judge("-", ...refused)], { showSecrets: true });
    expect(getByRole("region", { name: "CORS report" }).textContent).toMatch(
      /standard input 2 cross.*written with --show-secrets/,
    );
  });

  test("lists the fetches by source, those in the baseline apart, and the totals", () => {
    const first = judge("first.har", ...refused);
    const sources = [
      { ...first, accepted: new Set(first.diagnoses.slice(0, 1)) },
      judge("empty.har"),
      judge("second.har", ...refused),
    ];
    const { lines, getByRole, getByText } = opened(sources);
    expect(lines()).toEqual([
      "first.har",
      "method-not-allowed",
      "first.har: accepted by the baseline",
      "header-not-allowed",
      "empty.har",
      "second.har",
      "header-not-allowed",
      "method-not-allowed",
    ]);
    expect(getByText("3 sources")).toBeTruthy();
    const listed = within(getByRole("region", { name: "CORS report" })).getAllByRole("listitem");
    expect(listed.map(({ textContent }) => textContent)).toEqual([
      "first.har 2 cross-origin requests: 2 refused by CORS (1 accepted).",
      "empty.har The recording contains no cross-origin requests.",
      "second.har 2 cross-origin requests: 2 refused by CORS.",
    ]);
    expect(getByRole("group", { name: "http://127.0.0.1:8200, in second.har" })).toBeTruthy();
  });

  test("shows a refused fetch as fixed where its own source recorded that it passed later", () => {
    const refusal: Call = { answer: { status: 200 } };
    const pass: Call = { answer: { status: 200, headers: { "Access-Control-Allow-Origin": page } }, error: null };
    const fixed = (...logs: unknown[]) => {
      const sources = logs.map((log, index): DiagnosedSource => {
        const recording = readHar(log);
        return { source: `${index}.har`, recording, diagnoses: diagnose(recording) };
      });
      const { container } = opened(sources);
      const listed = [...container.querySelectorAll("[data-group=fixed], [data-fetch]")].map((line) =>
        line.matches("[data-group]") ? "fixed" : line.getAttribute("data-fixed"),
      );
      cleanup();
      return listed;
    };
    expect(fixed(logOf(refusal, pass))).toEqual(["fixed"]);
    expect(fixed(logOf(refusal, pass), logOf(refusal))).toEqual(["fixed", "false"]);
    expect(fixed(logOf(refusal), logOf({ ...pass, url: `${api}/other` }, pass))).toEqual(["false"]);
  });

  test("shows the fix for the stack of the options", () => {
    const { getByRole } = opened([judge("app.har", ...refused)], { stacks: ["caddy"] });
    expect(getByRole("tab", { selected: true }).textContent).toBe("Caddy");
  });

  test("writes a fix with the fetches of one source, and not with those of another", () => {
    const put: Call = { method: "PUT", preflight: { status: 204 } };
    const sourceOf = (source: string, ...calls: Call[]): DiagnosedSource => {
      const recording = readHar(logOf(...calls));
      return { source, recording, diagnoses: diagnose(recording) };
    };
    const remove: Call = { ...put, method: "DELETE", url: `${api}/other` };
    const patch: Call = { ...put, method: "PATCH", url: `${api}/third` };
    const { store, getByLabelText } = opened([sourceOf("one.har", put), sourceOf("two.har", remove, patch)]);
    void act(() => store.select(store.rows.value.find(({ method }) => method === "PATCH")?.key ?? ""));
    fireEvent.click(getByLabelText("Every refused request to this server"));
    const code = store.stacks.value.find(({ stack }) => stack === "express-manual")?.fixes[0]?.code;
    expect(code).toContain("PATCH, DELETE");
    expect(code).not.toContain("PUT");
  });

  test("has the filter and the order, and no button that needs DevTools", () => {
    const { container, getByRole, lines } = opened([
      judge("app.har", ...refused, "preflight-ok", "lna-permission-denied"),
    ]);
    const others =
      "[data-clear], [data-preserve], [data-observe], [data-observe-toggle], [data-open], [data-save], [data-settings], [data-reload], [data-retry], [data-try], [data-open-in-network], [data-reveal-caller], [data-file-close]";
    expect(container.querySelectorAll(others)).toHaveLength(0);
    fireEvent.input(getByRole("combobox", { name: "Filter" }), { target: { value: "cause:method" } });
    expect(lines()).toEqual(["method-not-allowed"]);
  });

  test("without a fetch says so, without hints about DevTools", () => {
    const { getByRole, container } = opened([judge("empty.har")]);
    expect(getByRole("heading", { level: 1 }).textContent).toBe("No cross-origin requests");
    expect(container.querySelector("main button")).toBeNull();
    expect(container.textContent).not.toMatch(/Network panel|DevTools is open/);
  });
});
