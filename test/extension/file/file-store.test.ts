import { afterEach, beforeEach, describe, expect, type Mock, test, vi } from "vitest";
import type { Store } from "../../../extension/store/store.ts";
import { createStore } from "../../../extension/store/store.ts";
import { readHar } from "../../../src/index.ts";
import {
  allowedAtPath,
  atPath,
  captured,
  changed,
  detail,
  fakeSession,
  idle,
  logOf,
  openStore,
  pathsOf,
  recognizing,
  untilUpdated,
} from "../fakes.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const allowed = captured("preflight-ok");
const refused = captured("preflight-header-two-of-three");

/** The text of the file that was saved by that call. */
function savedText(save: Mock, call = 0): string {
  return save.mock.calls[call]?.[1].join("");
}

describe("a HAR file", () => {
  const har = { log: logOf([...atPath("/in-file", refused), ...allowed]) };
  const fileOf = (text: string, name = "page.har") => ({ name, text: async () => text });
  const open = async (store: Store, text: string) => {
    const done = store.openFile(fileOf(text));
    await vi.advanceTimersByTimeAsync(100);
    await done;
  };

  test("is shown in place of the recording until it is closed", async () => {
    const { devtools, store } = openStore(atPath("/live", refused));
    await open(store, `\ufeff${JSON.stringify(har)}`);
    expect(store.file.value?.name).toBe("page.har");
    expect(pathsOf(store)).toEqual(["/in-file"]);
    devtools.finish(...atPath("/live/2", refused, 1000));
    await untilUpdated();
    expect(pathsOf(store)).toEqual(["/in-file"]);
    store.closeFile();
    expect(pathsOf(store)).toEqual(["/live", "/live/2"]);
  });

  test("is still shown, and filtered, when the panel's page is loaded again, until it is closed", async () => {
    const { session, store } = openStore(atPath("/live", refused));
    await open(store, JSON.stringify(har));
    store.query.value = "in-file";
    store.close();
    const again = createStore(session, idle, detail, recognizing);
    expect(again.isLoading.value).toBe(true);
    await vi.advanceTimersByTimeAsync(100);
    expect([again.file.value?.name, again.query.value, ...pathsOf(again)]).toEqual(["page.har", "in-file", "/in-file"]);
    again.closeFile();
    again.close();
    expect(createStore(session, idle, detail, recognizing).isLoading.value).toBe(false);
  });

  test("with a fix does not announce it", async () => {
    const { store } = openStore([...atPath("/live", refused), ...allowedAtPath("/live", refused, 5000)]);
    await open(
      store,
      JSON.stringify({ log: logOf([...atPath("/in-file", refused), ...allowedAtPath("/in-file", refused, 5000)]) }),
    );
    expect(store.rows.value[0]?.fixedAt).not.toBeNull();
    expect(store.announcement.value).toBe("");
    store.closeFile();
    expect(store.announcement.value).toBe("");
  });

  test("is closed by clearing, which keeps the recording", async () => {
    const { store } = openStore(atPath("/live", refused));
    await open(store, JSON.stringify(har));
    store.clear();
    await untilUpdated();
    expect(store.file.value).toBeNull();
    expect(pathsOf(store)).toEqual(["/live"]);
  });

  test.each([
    ["", "page.har is empty"],
    ['{"log": {\n"entries": [}', "[}"],
    ['{"log": {}}', "log.entries is missing"],
    ['{"log": {"entries": 1}}', "log.entries is not an array"],
    ["null", "not a HAR file"],
    ["[]", "not a HAR file"],
  ])("that is no HAR file gives an error with its name and the place: %s", async (text, expected) => {
    const { store } = openStore(atPath("/live", refused));
    await open(store, text);
    expect(store.file.value).toBeNull();
    expect(store.fileMessage.value).toContain("page.har");
    expect(store.fileMessage.value).toContain(expected);
    expect(pathsOf(store)).toEqual(["/live"]);
  });

  test("reports the entries that could not be read", async () => {
    const { store } = openStore([]);
    await open(store, JSON.stringify({ log: { entries: [{}, ...refused] } }));
    expect(store.file.value?.diagnosedLog.recording.problems.join()).toContain("log.entries[0].request.url");
  });

  test("is saved without secrets, unless the user wants them, and has the same rows when it is opened", async () => {
    const secret = changed(refused, (text) =>
      text.replaceAll('"name":"Accept",', '"name":"Cookie","value":"sid=s3cret"},{"name":"Accept",'),
    );
    const { store, actions } = openStore(secret);
    await store.saveFile();
    const name = actions.save.mock.calls[0]?.[0];
    const text = savedText(actions.save);
    expect(name).toMatch(/^cors-.*\.har$/);
    expect(text).not.toContain("s3cret");
    const again = openStore([]).store;
    await open(again, text);
    expect(again.rows.value.map(({ cause, count }) => [cause, count])).toEqual(
      store.rows.value.map(({ cause, count }) => [cause, count]),
    );
    store.redact.value = false;
    await store.saveFile();
    expect(savedText(actions.save, 1)).toContain("s3cret");
  });

  test("that cannot be saved gives an error with its name and what to do, until it is saved", async () => {
    const { session } = fakeSession(atPath("/live", refused));
    const save = vi.fn().mockImplementationOnce(() => {
      throw new RangeError("Array buffer allocation failed");
    });
    const store = createStore(session, { ...idle, save }, detail, recognizing);
    await store.saveFile();
    expect(store.fileMessage.value).toMatch(
      /^cors-[\d-]+\.har could not be saved\. Try again\. .* The error: Array buffer allocation failed$/,
    );
    await store.saveFile();
    expect(store.fileMessage.value).toBe("");
    expect(savedText(save, 1)).toContain("/live");
  });

  test("that cannot be saved says so also where its entries cannot be read", async () => {
    const { session } = fakeSession(refused);
    vi.spyOn(session.recorder, "wholeLog").mockRejectedValueOnce(new Error("The compressed data was not valid"));
    const store = createStore(session, idle, detail, recognizing);
    await store.saveFile();
    expect(store.fileMessage.value).toContain("The compressed data was not valid");
  });

  test("that is being read keeps its message while another is saved", async () => {
    const { store } = openStore([]);
    const opening = store.openFile({ name: "page.har", text: async () => JSON.stringify(har) });
    await store.saveFile();
    expect(store.fileMessage.value).toBe("Reading page.har …");
    await vi.advanceTimersByTimeAsync(100);
    await opening;
  });

  test("says where a trial changed headers, also in the copied report and when its file is opened and saved again", async () => {
    const entries = [...atPath("/orders", refused), ...allowedAtPath("/orders", refused, 5000)];
    const server = "http://127.0.0.1:8200";
    const { session } = fakeSession(entries);
    const actions = { ...idle, save: vi.fn() };
    const trial = {
      server,
      from: Date.parse(refused[0]?.startedDateTime ?? "") + 2500,
      until: Number.POSITIVE_INFINITY,
    };
    vi.spyOn(session.trials, "headerOverrides").mockReturnValue([trial]);
    const store = createStore(session, actions, detail, recognizing);
    expect(store.report()).toContain(`CORS Panel changed response headers of \`${server}\` to try a fix.`);
    await store.saveFile();
    const saved = savedText(actions.save);
    const comment = `CORS Panel changed response headers of ${server} to try a fix. See _headerOverrides.`;
    expect(JSON.parse(saved).log).toMatchObject({ comment, _headerOverrides: [{ server, from: trial.from }] });
    const again = openStore([]);
    await open(again.store, saved);
    expect(again.store.rows.value).toMatchObject([{ fixedAt: null, passesInTrial: true }]);
    await again.store.saveFile();
    expect(JSON.parse(savedText(again.actions.save)).log).toMatchObject({ _headerOverrides: [{ server }] });
    const broken = [
      { server: "javascript:alert(1)", from: 0 },
      { server },
      null,
      "x",
      { server, from: 1, until: "no" },
    ];
    expect(readHar({ log: { entries: [], _headerOverrides: broken } }).headerOverrides).toEqual([
      { server, from: 1, until: Number.POSITIVE_INFINITY },
    ]);
  });
});

describe("a file", () => {
  const har = (path: string) => JSON.stringify({ log: logOf(atPath(path, refused)) });
  const fileOf = (name: string, text: string, milliseconds = 0) => ({
    name,
    content: text,
    // Needs its `this`, like the method of the browser's `File`.
    text() {
      return new Promise<string>((read) => setTimeout(() => read(this.content), milliseconds));
    },
  });
  /** A store of a panel page that is loaded again while this file is shown. */
  function reloaded(text: string) {
    const { session } = fakeSession(atPath("/recorded", refused));
    session.file = { name: "page.har", text };
    return { session, store: createStore(session, idle, detail, recognizing) };
  }

  test("that was shown is restored, and the recording is not shown before", async () => {
    const { session, store } = reloaded(har("/filed"));
    session.query = "filed";
    expect(store.isLoading.value).toBe(true);
    await vi.advanceTimersByTimeAsync(100);
    expect([store.isLoading.value, store.isReadingFile.value, store.fileMessage.value]).toEqual([false, false, ""]);
    expect([pathsOf(store), session.query]).toEqual([["/filed"], "filed"]);
  });

  test("that cannot be restored gives way to the recording", async () => {
    const { session, store } = reloaded("PNG");
    await vi.advanceTimersByTimeAsync(100);
    expect([store.isLoading.value, store.isReadingFile.value, session.file]).toEqual([false, false, null]);
    expect(store.fileMessage.value).toMatch(/^page.har is not JSON/);
    expect(pathsOf(store)).toEqual(["/recorded"]);
  });

  test.each(["clear", "closeFile"] as const)("is not restored after %s, which keeps the recording", async (leave) => {
    const { session, store } = reloaded(har("/filed"));
    store[leave]();
    await vi.advanceTimersByTimeAsync(100);
    expect([store.isLoading.value, store.file.value?.name, session.file?.name]).toEqual([false, undefined, undefined]);
    expect(pathsOf(store)).toEqual(["/recorded"]);
  });

  test("that is being read is closed by clearing, which keeps the recording", async () => {
    const { store } = openStore(atPath("/recorded", refused));
    const opening = store.openFile(fileOf("page.har", har("/filed"), 1000));
    store.clear();
    await vi.advanceTimersByTimeAsync(2000);
    await opening;
    expect([store.file.value?.name, store.isReadingFile.value, store.fileMessage.value]).toEqual([
      undefined,
      false,
      "",
    ]);
    expect(pathsOf(store)).toEqual(["/recorded"]);
    store.clear();
    await vi.advanceTimersByTimeAsync(100);
    expect(pathsOf(store)).toEqual([]);
  });

  test("that is opened last is shown, also where an earlier one is read later or cannot be read", async () => {
    const { store } = openStore([]);
    void store.openFile(fileOf("slow.har", har("/slow"), 1000));
    void store.openFile(fileOf("slow.png", "PNG", 1000));
    void store.openFile(fileOf("last.har", har("/last"), 2000));
    await vi.advanceTimersByTimeAsync(1500);
    expect([store.isReadingFile.value, store.fileMessage.value]).toEqual([true, "Reading last.har …"]);
    await vi.advanceTimersByTimeAsync(1000);
    expect([store.isReadingFile.value, store.fileMessage.value]).toEqual([false, ""]);
    void store.openFile(fileOf("slow.har", har("/slow"), 1000));
    void store.openFile(fileOf("fast.har", har("/fast")));
    await vi.advanceTimersByTimeAsync(2000);
    expect(pathsOf(store)).toEqual(["/fast"]);
  });

  test("gives way to the recording when it is closed while another file is read", async () => {
    const { session, store } = openStore(atPath("/recorded", refused));
    void store.openFile(fileOf("page.har", har("/filed")));
    await vi.advanceTimersByTimeAsync(100);
    void store.openFile(fileOf("other.har", har("/other"), 1000));
    store.closeFile();
    expect(store.isLoading.value).toBe(false);
    await vi.advanceTimersByTimeAsync(2000);
    expect([store.file.value?.name, session.file?.name]).toEqual([undefined, undefined]);
    expect(pathsOf(store)).toEqual(["/recorded"]);
  });

  test("that cannot be read does not replace the shown one", async () => {
    const { session, store } = openStore([]);
    void store.openFile(fileOf("page.har", har("/filed")));
    await vi.advanceTimersByTimeAsync(100);
    void store.openFile(fileOf("photo.png", "PNG"));
    await vi.advanceTimersByTimeAsync(100);
    expect([store.file.value?.name, session.file?.name]).toEqual(["page.har", "page.har"]);
    expect(store.fileMessage.value).toMatch(/^photo.png is not JSON/);
  });
});
