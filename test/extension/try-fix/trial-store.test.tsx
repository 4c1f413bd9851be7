// @vitest-environment happy-dom
import { signal } from "@preact/signals";
import { act, cleanup, render } from "@testing-library/preact";
import { afterEach, expect, test, vi } from "vitest";
import { createTrialStore } from "../../../extension/try-fix/trial-store.ts";
import type { Trials } from "../../../extension/try-fix/try-fix.ts";
import { TryFix } from "../../../extension/try-fix/try-fix-view.tsx";
import type { Trial } from "../../../src/index.ts";
import "../fakes.ts";

afterEach(() => act(cleanup));

const trial: Trial = {
  server: "https://api.example",
  page: "https://app.example",
  methods: ["GET"],
  resourceTypes: ["fetch"],
  headers: [{ name: "Access-Control-Allow-Origin", value: "https://app.example" }],
};

function opened(start: Trials["start"], askForTrial = async () => true) {
  const trials: Trials = {
    isSupported: true,
    running: () => null,
    headerOverrides: () => [],
    start,
    stop() {},
    subscribe: () => () => {},
  };
  const store = createTrialStore({ trials, isFirefox: false }, askForTrial, signal(trial));
  const rendered = render(<TryFix store={store} />);
  const click = () =>
    act(async () => {
      rendered.getByRole("switch").click();
      await settled();
    });
  return { store, click, ...rendered };
}

/** Waits until the promises of the trial are settled. */
function settled(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve));
}

const gone = new Error("Extension context invalidated.");

test.each([
  ["the background worker cannot be reached", vi.fn().mockRejectedValueOnce(gone).mockResolvedValue(true), undefined],
  ["the permission cannot be asked for", async () => true, vi.fn().mockRejectedValueOnce(gone).mockResolvedValue(true)],
])("a trial says that it could not be started where %s, and can be started again", async (_, start, ask) => {
  const { store, container, getByRole, click } = opened(start, ask);
  const hint = () => container.querySelector("#try-hint");
  expect(hint()?.className).toBe("unseen");
  await click();
  expect(hint()?.textContent).toMatch(/^Off: this fix could not be turned on\. Try again\./);
  expect(hint()?.className).not.toBe("unseen");
  expect(getByRole("switch").getAttribute("aria-disabled")).toBe("false");
  await click();
  expect(store.state.value).toBe("idle");
  expect(hint()?.className).toBe("unseen");
});

test("a trial that the user does not permit says so", async () => {
  const { container, click } = opened(
    async () => true,
    async () => false,
  );
  await click();
  expect(container.textContent).toContain("Off: the browser did not give the permission");
});
