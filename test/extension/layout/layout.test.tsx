// @vitest-environment happy-dom
import { act, cleanup, configure, fireEvent, render, within } from "@testing-library/preact";
import { afterEach, describe, expect, test, vi } from "vitest";
import { Panel } from "../../../extension/layout/layout.tsx";
import { Text } from "../../../extension/layout/text.tsx";
import type { Session } from "../../../extension/store/session.ts";
import { createStore } from "../../../extension/store/store.ts";
import { type Fix, visibleText } from "../../../src/index.ts";
import { logOf as callsOf, page } from "../../har.ts";
import { captured, detail, fakeSession, fakeSettings, idle, logOf, recognizing } from "../fakes.ts";

// A search ends once it finds something. On a busy machine, it may need longer than the default second.
configure({ asyncUtilTimeout: 20_000 });

const fixes: Fix[] = [
  fix("express", "Express", "app.use(\n  cors(),\n);", [1], ["Register it before the routes."]),
  fix("nginx", "nginx", "add_header X y always;", [0]),
  fix("nginx", "nginx", "proxy_hide_header X;", []),
];

vi.mock("../../../src/fixes/fixes.ts", () => ({
  fixesFor: (diagnoses: unknown[]) => (diagnoses.length > 0 ? fixes : []),
}));

function fix(stack: string, stackName: string, code: string, changed: number[], warnings: string[] = []): Fix {
  return {
    stack,
    stackName,
    certainty: "certain",
    form: "new",
    remedy: "grant",
    title: "Allow the `PUT` method",
    language: stack,
    code,
    changed,
    warnings,
  };
}

// Under happy-dom no element has a size, and a list without a size shows no rows.
Object.defineProperty(HTMLElement.prototype, "offsetHeight", { value: 800 });
// Preact ends effects after the next frame, in which there may be no document any more.
afterEach(() => act(cleanup));

function opened(entries: readonly unknown[], settings = fakeSettings(), change: Partial<Session> = {}) {
  const { session: fake, devtools, tab } = fakeSession(entries, settings);
  const session = { ...fake, ...change };
  const actions = { ...idle, copy: vi.fn((_text: string) => true) };
  const store = createStore(session, actions, detail, recognizing);
  const view = render(<Panel store={store} detailChunk={detail.loaded} />);
  const options = () => within(view.getByRole("listbox")).getAllByRole("option");
  return { store, actions, tab, settings, devtools, options, ...view };
}

const one = captured("preflight-header-two-of-three");
const several = [
  "preflight-method-missing",
  "simple-mismatch-trailing-slash",
  "preflight-ok",
  "lna-permission-denied",
].flatMap(captured);

describe("the list", () => {
  test("shows each fetch with its data attributes and title", () => {
    const { getByRole, options } = opened(one);
    const [option] = options();
    expect(option?.dataset).toMatchObject({
      url: "http://127.0.0.1:8200/preflight-header-two-of-three/a",
      method: "GET",
      cause: "header-not-allowed",
      outcome: "refused",
      count: "1",
    });
    expect(option?.textContent).toContain("The headers x-a, x-c are not in Access-Control-Allow-Headers");
    expect(getByRole("group", { name: "http://127.0.0.1:8200" }).contains(option as Node)).toBe(true);
  });

  test("is one stop of the Tab key, and arrows move in it", () => {
    const { getByRole, options } = opened(several);
    const list = getByRole("listbox");
    const active = () => document.getElementById(list.getAttribute("aria-activedescendant") ?? "");
    expect(list.tabIndex).toBe(0);
    expect(options().filter(({ tabIndex }) => tabIndex >= 0)).toEqual([]);
    expect(active()).toBe(options()[0]);
    fireEvent.keyDown(list, { key: "ArrowDown" });
    expect(active()).toBe(options()[1]);
    expect(active()?.getAttribute("aria-selected")).toBe("true");
    fireEvent.keyDown(list, { key: "End" });
    expect(active()).toBe(options().at(-1));
    fireEvent.keyDown(list, { key: "Home" });
    expect(active()).toBe(options()[0]);
  });

  test("names the navigation before a server's fetches", async () => {
    const { devtools, store, findByRole, getByRole } = opened(one);
    store.preserveLog.value = true;
    const later = Date.parse(one[0]?.startedDateTime ?? "") + 30_000;
    await vi.waitFor(() => expect(devtools.reads).toBe(1), 20_000);
    devtools.document = later;
    devtools.navigate();
    devtools.finish(...one.map((entry) => ({ ...entry, startedDateTime: new Date(later + 1).toISOString() })));
    await findByRole("group", { name: "http://127.0.0.1:8200, after navigating to https://app.example/next" });
    expect(getByRole("group", { name: "http://127.0.0.1:8200" })).toBeTruthy();
  });

  test("gives each option its place among all options", () => {
    const all = opened(several).options();
    expect(all.map((option) => option.getAttribute("aria-posinset"))).toEqual(all.map((_, at) => `${at + 1}`));
    expect(all[0]?.getAttribute("aria-setsize")).toBe(`${all.length}`);
  });

  test("opens and closes a group by the arrows, and by a click", () => {
    const { getByRole, options, container } = opened([...one, ...captured("preflight-header-missing")]);
    const list = getByRole("listbox");
    expect(options()).toHaveLength(1);
    expect(options()[0]?.textContent).toContain("2 paths");
    expect(options()[0]?.getAttribute("aria-selected")).toBe("true");
    fireEvent.keyDown(list, { key: "ArrowRight" });
    expect(options().map((option) => option.getAttribute("aria-selected"))).toEqual(["true", "false"]);
    fireEvent.keyDown(list, { key: "ArrowDown" });
    expect(options().map((option) => option.getAttribute("aria-selected"))).toEqual(["false", "true"]);
    fireEvent.keyDown(list, { key: "ArrowLeft" });
    expect(options().map((option) => option.getAttribute("aria-selected"))).toEqual(["true"]);
    const group = () => container.querySelector("[data-group]") as HTMLElement;
    fireEvent.click(group());
    expect(options()).toHaveLength(2);
    fireEvent.click(group());
    expect(options()).toHaveLength(1);
  });

  test("goes to the button that copies the fix by Enter, and back by Escape", () => {
    const { getByRole } = opened(one);
    const list = getByRole("listbox");
    list.focus();
    fireEvent.keyDown(list, { key: "Enter" });
    expect(document.activeElement).toBe(getByRole("button", { name: "Copy" }));
    fireEvent.keyDown(getByRole("button", { name: "Copy" }), { key: "Escape" });
    fireEvent.keyDown(list, { key: "ArrowRight" });
    expect(document.activeElement).toBe(getByRole("main"));
    fireEvent.keyDown(getByRole("main"), { key: "Escape" });
    expect(document.activeElement).toBe(list);
  });

  test("goes to the filter by / and Ctrl+F, and from there back to the list", () => {
    const { getByRole, container, store } = opened(several);
    const list = getByRole("listbox");
    const filter = container.querySelector<HTMLElement>("[data-query]");
    for (const key of [{ key: "/" }, { key: "f", ctrlKey: true }, { key: "f", metaKey: true }]) {
      list.focus();
      fireEvent.keyDown(list, key);
      expect(document.activeElement).toBe(filter);
      fireEvent.keyDown(filter as HTMLElement, { key: "Enter" });
      expect(document.activeElement).toBe(list);
    }
    filter?.focus();
    void act(() => {
      store.query.value = "orders";
    });
    fireEvent.keyDown(filter as HTMLElement, { key: "Escape" });
    expect([store.query.value, document.activeElement]).toEqual(["", filter]);
    fireEvent.keyDown(filter as HTMLElement, { key: "Escape" });
    expect(document.activeElement).toBe(getByRole("listbox"));
  });

  test("copies the fix of the selected row by c, but not while the user writes", () => {
    const { getByRole, container, actions } = opened(one);
    fireEvent.keyDown(container.querySelector("[data-query]") as HTMLElement, { key: "c" });
    fireEvent.keyDown(getByRole("listbox"), { key: "c", ctrlKey: true });
    expect(actions.copy).not.toHaveBeenCalled();
    fireEvent.keyDown(getByRole("listbox"), { key: "c" });
    expect(actions.copy).toHaveBeenCalledWith(fixes[0]?.code);
  });

  test("copies by c the code, and not the variant in TypeScript beside it", () => {
    const [express] = fixes;
    if (express) fixes[0] = { ...express, typescript: "cors() as RequestHandler" };
    const { getByRole, actions } = opened(one);
    if (express) fixes[0] = express;
    fireEvent.keyDown(getByRole("listbox"), { key: "c" });
    expect(actions.copy).toHaveBeenCalledWith(express?.code);
  });

  test("shows the allowed and the failed ones too when all is chosen", () => {
    const { getByLabelText, options } = opened([
      ...captured("preflight-ok"),
      ...captured("not-cors-connection-refused"),
      ...one,
    ]);
    expect(options()).toHaveLength(1);
    fireEvent.click(getByLabelText(/^All/));
    expect(new Set(options().map(({ dataset }) => dataset.outcome))).toEqual(new Set(["allowed", "failed", "refused"]));
  });
});

describe("the detail", () => {
  test("shows the cause, the browsers' names for it, and the request compared with the response", () => {
    const { getByRole, container } = opened(one);
    expect(container.querySelector("[data-what]")?.textContent).toContain(
      "The headers x-a, x-c are not in Access-Control-Allow-Headers",
    );
    expect(container.textContent).toContain("HeaderDisallowedByPreflightResponse");
    const failing = [...container.querySelectorAll("[data-state=fail], [data-state=open]")].map(
      (row) => row.textContent,
    );
    expect(failing.join()).toContain("x-a");
    expect(getByRole("table").textContent).toContain("Access-Control-Request-Headers");
  });

  test("marks each row of the diff by a word, not by color alone", () => {
    const { getByRole } = opened(captured("simple-mismatch-trailing-slash"));
    const row = within(getByRole("table")).getByRole("img", { name: "Fails" }).closest("tr");
    expect(row?.textContent).toContain("Access-Control-Allow-Origin");
  });

  test("shows preflight and actual request, and that the browser stopped between them", () => {
    const { container } = opened(one);
    const cards = [...container.querySelectorAll(".card")].map((card) => card.textContent);
    expect(cards[0]).toMatch(/^Preflight 204/);
    expect(cards[1]).toMatch(/^Actual request not sent/);
    expect(cards[1]).toContain("The browser did not send this request, because it refused the preflight.");
  });

  test("does not say of a worker's request that it was not sent, because nothing records that", () => {
    const { container } = opened(captured("worker"));
    const cards = [...container.querySelectorAll(".card")].map((card) => card.textContent);
    expect(cards.at(-1)).toMatch(/^Actual request not recorded/);
    expect(cards.at(-1)).not.toContain("The browser did not send this request, because it refused the preflight.");
  });

  test("says of a server that is down that there was no response, without a mark for passed checks", () => {
    const { container, getByRole, queryAllByRole } = opened(captured("not-cors-connection-refused"));
    expect(getByRole("heading", { level: 1 }).textContent).toBe("0 refused, 2 failed");
    fireEvent.click(getByRole("button", { name: "Show 2 failed" }));
    expect(container.querySelector(".card")?.textContent).toContain("no response");
    expect(queryAllByRole("img", { name: "Passes" })).toEqual([]);
  });

  test("hides the values of tokens and cookies", () => {
    const entries = structuredClone(captured("simple-mismatch-trailing-slash"));
    for (const { request } of entries as unknown as { request: { headers: { name: string; value: string }[] } }[]) {
      request.headers.push({ name: "Authorization", value: "Bearer s3cret" }, { name: "Cookie", value: "id=s3cret" });
    }
    const { container } = opened(entries);
    expect(container.textContent).toContain("Authorization:");
    expect(container.innerHTML).not.toContain("s3cret");
  });

  test("says when it is not certain, why, and what it may be instead", () => {
    const { container } = opened(captured("preflight-method-missing"));
    const doubt = container.querySelector("[data-doubt]");
    expect(doubt?.textContent).toContain("depends on the credentials mode");
    expect(doubt?.textContent).toContain("PreflightInvalidAllowCredentials");
  });

  test("says how to find out where the outcome is unknown", () => {
    const { getByRole, store } = opened(captured("redirect-mode-error"));
    void act(() => {
      store.filter.value = "unknown";
    });
    expect(getByRole("heading", { level: 1 }).textContent).toMatch(/^Outcome unknown/);
    expect(getByRole("region", { name: "To find out" }).textContent).not.toBe("To find out");
  });

  test("lists what would stop the browser next", () => {
    const { getByRole } = opened(captured("preflight-missing-everything"));
    const next = getByRole("region", { name: "Next errors" });
    expect(next.querySelectorAll("li").length).toBeGreaterThan(0);
  });
});

test("the offer to watch the page explains itself until it was taken once", () => {
  const { container, settings } = opened(captured("preflight-method-missing"));
  const hint = () => container.querySelector("#observe-hint");
  expect(hint()?.className).not.toBe("unseen");
  fireEvent.click(container.querySelector("[data-observe]") as HTMLElement);
  expect(settings.get("understood")).toContain("watch-closely");
  const again = opened(captured("preflight-method-missing"), settings);
  expect(again.container.querySelector("#observe-hint")?.className).toBe("unseen");
});

describe("the line between list and detail", () => {
  test("moves with the arrow keys, and stays where it was put", () => {
    const { getByRole, store, settings } = opened(one);
    const line = getByRole("separator", { name: "Size of the list" });
    const before = Number(line.getAttribute("aria-valuenow"));
    fireEvent.keyDown(line, { key: "ArrowRight" });
    expect(Number(line.getAttribute("aria-valuenow"))).toBeGreaterThan(before);
    expect(settings.get("split")).toEqual(store.split.value);
  });

  test("follows the pointer across list and detail, in the direction in which they stand", () => {
    const { getByRole, store, container } = opened(one);
    const line = getByRole("separator", { name: "Size of the list" });
    line.hasPointerCapture = () => true;
    const sized = (selector: string, width: number, height: number) =>
      vi
        .spyOn(container.querySelector<HTMLElement>(selector) ?? line, "getBoundingClientRect")
        .mockReturnValue(new DOMRect(0, 0, width, height));
    sized(".split", 1000, 600);
    sized(".side", 300, 600);
    fireEvent.pointerMove(line, { clientX: 500, clientY: 60 });
    expect(store.split.value).toMatchObject({ width: 50, height: 26 });
    void act(() => resizeTo(400));
    expect(line.getAttribute("aria-orientation")).toBe("horizontal");
    fireEvent.pointerMove(line, { clientX: 100, clientY: 240 });
    expect(store.split.value).toMatchObject({ width: 50, height: 40 });
    void act(() => resizeTo(1024));
  });
});

function resizeTo(width: number): void {
  (window as unknown as { happyDOM: { setViewport: (size: { width: number }) => void } }).happyDOM.setViewport({
    width,
  });
}

describe("the fix", () => {
  test("is the headline, with the name of the server, and what happened stands above it", () => {
    const { getByRole, container } = opened(one);
    expect(getByRole("heading", { level: 1 }).textContent).toMatch(/^Express: /);
    expect(container.querySelector("[data-what]")?.nextElementSibling?.id).toBe("headline");
  });

  test("has a tab for each stack, the first one open", () => {
    const { getAllByRole, container } = opened(one);
    expect(getAllByRole("tab").map((tab) => [tab.dataset.stack, tab.getAttribute("aria-selected")])).toEqual([
      ["express", "true"],
      ["nginx", "false"],
    ]);
    expect(container.querySelector("[data-fix-code]")?.textContent).toBe(fixes[0]?.code);
    expect([...container.querySelectorAll("ins")].map(({ textContent }) => textContent)).toEqual(["  cors(),\n"]);
    expect(container.textContent).toContain("Register it before the routes.");
  });

  test("keeps the tabs to a few, and moves one of the others among them when it is chosen", () => {
    const added = ["koa", "rails"].map((stack) => fix(stack, stack, `${stack} code`, []));
    fixes.push(...added);
    const { getAllByRole, getByRole, container } = opened(one);
    fixes.splice(-added.length);
    const names = () => getAllByRole("tab").map((tab) => tab.dataset.stack);
    expect(names()).toEqual(["express", "nginx", "koa"]);
    fireEvent.change(getByRole("combobox", { name: "Other servers" }), { target: { value: "rails" } });
    expect(names()).toEqual(["express", "nginx", "koa", "rails"]);
    expect(getByRole("tab", { selected: true }).dataset.stack).toBe("rails");
    expect(container.querySelector("[data-fix-code]")?.textContent).toBe("rails code");
    expect(container.querySelector("[data-other-stacks]")).toBeNull();
  });

  test("moves between tabs by arrow keys, and remembers the stack for the server", () => {
    const { getAllByRole, getByRole, container, settings } = opened(one);
    const [express] = getAllByRole("tab");
    express?.focus();
    fireEvent.keyDown(express as HTMLElement, { key: "ArrowLeft" });
    expect(document.activeElement).toBe(getByRole("tab", { name: "nginx" }));
    expect(container.querySelectorAll("[data-fix-code]")).toHaveLength(2);
    cleanup();
    const again = opened(one, settings);
    expect(again.getByRole("tab", { selected: true }).dataset.stack).toBe("nginx");
  });

  test("is copied whole, and says so", () => {
    const { getByRole, actions } = opened(one);
    fireEvent.click(getByRole("button", { name: "Copy" }));
    expect(actions.copy).toHaveBeenCalledWith(fixes[0]?.code);
    expect(within(getByRole("tabpanel")).getByRole("status").textContent).toBe("Copied");
  });

  test("says when the browser refuses to copy", () => {
    const { getByRole, actions } = opened(one);
    actions.copy.mockReturnValue(false);
    fireEvent.click(getByRole("button", { name: "Copy" }));
    expect(within(getByRole("tabpanel")).getByRole("status").textContent).toContain("blocked copying");
  });

  test("says of a fetch that was refused, and passes since, that it is fixed", () => {
    const refused = { answer: { status: 200 } };
    const passed = { answer: { status: 200, headers: { "Access-Control-Allow-Origin": page } }, error: null };
    const { container } = opened(callsOf(refused, passed).entries);
    expect(container.querySelector("[data-mended]")?.textContent).toMatch(/^ ?Fixed: the same request passed at /);
    cleanup();
    expect(opened(callsOf(refused).entries).container.querySelector("[data-mended]")).toBeNull();
  });

  test("can be for every refused fetch of the server", () => {
    const { getByLabelText, store } = opened([
      ...captured("preflight-method-missing"),
      ...captured("simple-mismatch-trailing-slash"),
    ]);
    fireEvent.click(getByLabelText("Every refused request to this server"));
    expect(store.scope.value).toBe("server");
  });
});

describe("with nothing to show", () => {
  test("says what is recorded, and reloads the page", () => {
    const { getByRole, tab } = opened([]);
    fireEvent.click(getByRole("button", { name: "Reload page" }));
    expect(tab.reload).toHaveBeenCalledOnce();
  });

  test("reloads an observed page so that it stays observed", () => {
    const { getByRole, store, tab } = opened([]);
    const start = vi.spyOn(store, "startObserving");
    void act(() => store.startObserving());
    fireEvent.click(getByRole("button", { name: "Reload page" }));
    expect([start.mock.calls.length, tab.reload.mock.calls.length]).toEqual([2, 0]);
    expect([store.isObserving.value, store.announcement.value]).toEqual([true, ""]);
  });

  test("offers the allowed fetches", () => {
    const { getByRole, options } = opened(captured("preflight-ok"));
    expect(getByRole("heading", { level: 1 }).textContent).toBe("No request was refused");
    fireEvent.click(getByRole("button", { name: "Show all" }));
    expect(options()).toHaveLength(1);
  });

  test("comes back to that when the recording is cleared", async () => {
    const { getByRole, findByRole } = opened(one);
    fireEvent.click(getByRole("button", { name: "Clear" }));
    expect(await findByRole("heading", { name: "No cross-origin requests recorded yet" })).toBeTruthy();
  });
});

describe("Firefox", () => {
  const inFirefox = (entries: readonly unknown[]) => {
    const tab = { reload() {}, runInPage: async () => false };
    return opened(entries, fakeSettings(), { isFirefox: true, tab }).container;
  };

  test("is said to lack the links to other panels and the trial, where they are missed", () => {
    const container = inFirefox(one);
    expect(container.querySelector("[data-panels-missing]")?.textContent).toContain("Network and Debugger");
    expect(container.querySelector("[data-try-missing]")?.textContent).toContain("needs Chrome or Edge");
    cleanup();
    expect(opened(one).container.querySelectorAll("[data-panels-missing], [data-try-missing]")).toHaveLength(0);
  });

  test("alone is said to hide what the Network panel filters out", () => {
    expect(inFirefox([]).textContent).toContain("a filter in the Network panel");
    cleanup();
    expect(opened([]).container.textContent).not.toContain("a filter in the Network panel");
  });
});

describe("a file", () => {
  const ofTab =
    "[data-reload], [data-observe], [data-observe-toggle]:enabled, [data-open-in-network], [data-reveal-caller], [data-retry], [data-try]";

  async function withFile(entries: readonly unknown[]) {
    const panel = opened(one);
    const text = async () => JSON.stringify({ log: logOf(entries) });
    await act(() => panel.store.openFile({ name: "page.har", text }));
    return panel;
  }

  test("offers nothing that needs the tab, until the recording is shown again", async () => {
    const { container, getByRole } = await withFile(one);
    expect(container.querySelectorAll(ofTab)).toHaveLength(0);
    fireEvent.click(getByRole("button", { name: "Back to this tab's recording" }));
    expect([...container.querySelectorAll("[data-open-in-network], [data-retry]")]).toHaveLength(2);
  });

  test("that cannot be read shows an error until the user dismisses it", async () => {
    const { container, store, queryByText } = opened(one);
    await act(() => store.openFile({ name: "photo.png", text: async () => "PNG" }));
    expect(queryByText(/^photo.png is not JSON/)).not.toBeNull();
    fireEvent.click(container.querySelector("[data-file-message-dismiss]") as HTMLElement);
    expect(queryByText(/^photo.png is not JSON/)).toBeNull();
  });

  test("without a fetch says so, without hints about recording", async () => {
    const { container, getByRole } = await withFile([]);
    expect(getByRole("heading", { level: 1 }).textContent).toBe("No cross-origin requests");
    expect(container.querySelectorAll(ofTab)).toHaveLength(0);
    expect(container.textContent).toContain("page.har contains no cross-origin requests.");
    expect(container.textContent).not.toMatch(/Network panel|DevTools is open/);
  });
});

describe("the focus moves on from a button that is removed or disabled", () => {
  const press = async (container: ParentNode, selector: string) => {
    const button = container.querySelector<HTMLElement>(selector);
    button?.focus();
    await act(async () => button?.click());
    await new Promise((done) => setTimeout(done));
    return document.activeElement;
  };
  const text = async () => JSON.stringify({ log: logOf(one) });

  test.each([
    ["[data-retry]", "[data-retry-confirm]"],
    ["[data-retry-cancel]", "[data-retry]"],
  ])("from %s to %s", async (pressed, fallback) => {
    const { container } = opened(one);
    if (pressed !== "[data-retry]") await press(container, "[data-retry]");
    expect((await press(container, pressed))?.matches(fallback)).toBe(true);
  });

  test("from the settings to their button, from a file to the button that opens one, and from no result to the filter", async () => {
    const { container, store } = opened(one);
    await press(container, "[data-settings]");
    expect((await press(container, ".settings button"))?.matches("[data-settings]")).toBe(true);
    await act(() => store.openFile({ name: "page.har", text }));
    expect((await press(container, "[data-file-close]"))?.matches("[data-open]")).toBe(true);
    await act(() => store.openFile({ name: "page.har", text: async () => "" }));
    expect((await press(container, "[data-file-message-dismiss]"))?.matches("[data-open]")).toBe(true);
    void act(() => {
      store.query.value = "nothing like it";
    });
    expect((await press(container, ".empty button"))?.matches("[data-query]")).toBe(true);
  });

  test.each([".settings input", "[data-settings]"])(
    "from the settings to their button by Escape on %s",
    async (where) => {
      const { container, store } = opened(one);
      await press(container, "[data-settings]");
      const element = container.querySelector<HTMLElement>(where);
      element?.focus();
      const heard = vi.fn();
      document.addEventListener("keydown", heard);
      fireEvent.keyDown(element as HTMLElement, { key: "Escape" });
      await new Promise((done) => setTimeout(done));
      expect([store.showsSettings.value, heard.mock.calls.length]).toEqual([false, 0]);
      expect(document.activeElement?.matches("[data-settings]")).toBe(true);
      // DevTools gets the key again.
      fireEvent.keyDown(document.activeElement as Element, { key: "Escape" });
      document.removeEventListener("keydown", heard);
      expect(heard).toHaveBeenCalledOnce();
    },
  );

  test.each(["[data-observe-stop]", "[data-observe-toggle]"])(
    "from %s to what is enabled, also with a file",
    async (stop) => {
      const { container, store } = opened(one);
      void act(() => store.startObserving());
      expect((await press(container, stop))?.matches("[data-observe-toggle]")).toBe(true);
      void act(() => store.startObserving());
      await act(() => store.openFile({ name: "page.har", text }));
      expect((await press(container, stop))?.matches("[data-file-close]")).toBe(true);
    },
  );

  test("and stays where the user put it in the meantime", async () => {
    const { container } = opened(one);
    await press(container, "[data-settings]");
    const done = container.querySelector<HTMLElement>(".settings button");
    const preserve = container.querySelector<HTMLElement>("[data-preserve]");
    done?.focus();
    await act(async () => done?.click());
    preserve?.focus();
    await new Promise((done) => setTimeout(done));
    expect(document.activeElement).toBe(preserve);
  });

  test("and stays on another element", async () => {
    const { container, store } = opened(one);
    await press(container, "[data-settings]");
    const preserve = container.querySelector<HTMLElement>("[data-preserve]");
    preserve?.focus();
    void act(() => {
      store.showsSettings.value = false;
    });
    await new Promise((done) => setTimeout(done));
    expect(document.activeElement).toBe(preserve);
  });
});

describe("text of a recorded page is never HTML", () => {
  const hostile = [
    '<img src=x onerror="alert(1)">',
    "</code></pre><script>alert(1)</script>",
    '"><svg onload=alert(1)>',
    "javascript:alert(1)",
    "`<b>`",
    "\u202e\u0000\ud800",
    "{{constructor.constructor('alert(1)')()}}",
  ];

  test.each(hostile)("in prose: %s", (text) => {
    const { container } = render(<Text>{text}</Text>);
    expect(container.textContent).toBe(visibleText(text.replaceAll("`", "")));
    expect(
      [...container.querySelectorAll("*")].map(({ tagName }) => tagName).filter((name) => name !== "CODE"),
    ).toEqual([]);
  });

  test.each(hostile)("in every value of a recording: %s", (text) => {
    const entries = [
      "preflight-header-two-of-three",
      "simple-mismatch-trailing-slash",
      "redirect-contains-credentials",
    ].flatMap(captured);
    const poisoned = entries.map((entry) => poison(entry, text));
    const { container, store } = opened(poisoned);
    void act(() => {
      store.filter.value = "all";
    });
    for (const { key } of store.rows.value) {
      void act(() => store.select(key));
      expect(container.querySelectorAll("script, img, iframe, [onerror], [onload]")).toHaveLength(0);
      for (const link of container.querySelectorAll("a")) expect(link.href).toMatch(ownLink);
    }
  });

  /** A web page, or the list of causes that the extension contains. */
  const ownLink = /^(?:https:\/\/|http:\/\/localhost:3000\/causes\.html#[a-z-]+$)/;

  /** Puts the text behind every header value, path and method of an entry. */
  function poison<T>(value: T, text: string, name = ""): T {
    if (typeof value === "string") return (poisonable.has(name) ? `${value}${text}` : value) as T;
    if (Array.isArray(value)) return value.map((item) => poison(item, text)) as T;
    if (typeof value !== "object" || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, poison(item, text, key)])) as T;
  }

  const poisonable = new Set(["value", "url", "method", "redirectURL", "statusText", "pageref"]);
});
