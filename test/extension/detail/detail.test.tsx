// @vitest-environment happy-dom
import { act, cleanup, fireEvent, render, within } from "@testing-library/preact";
import { afterEach, describe, expect, test, vi } from "vitest";
import { Difference } from "../../../extension/detail/difference.tsx";
import { Code } from "../../../extension/fix/code.tsx";
import { Panel } from "../../../extension/layout/layout.tsx";
import { createStore } from "../../../extension/store/store.ts";
import { stacks } from "../../../src/stacks/index.ts";
import { policies } from "../../stacks/policies.ts";
import { captured, detail, fakeSession, fakeSettings, idle, recognizing } from "../fakes.ts";

// Preact ends effects after the next frame, in which there may be no document any more.
afterEach(() => act(cleanup));

function opened(name: string, settings = fakeSettings(), change: object = {}) {
  const entries = captured(name).map((entry) => ({ ...(entry as object), ...change }));
  const { session, tab } = fakeSession(entries, settings);
  const actions = { ...idle, copy: vi.fn((_text: string) => true) };
  return {
    settings,
    actions,
    tab,
    ...render(<Panel store={createStore(session, actions, detail, recognizing)} detailChunk={detail.loaded} />),
  };
}

describe("the checks of the standard", () => {
  test("show what failed, with its evidence, and what was not reached", () => {
    const { container } = opened("preflight-header-two-of-three");
    const failed = container.querySelector("[data-check=allow-headers]");
    expect(failed?.getAttribute("data-state")).toBe("fail");
    expect(within(failed as HTMLElement).getByRole("img", { name: "Fails" })).toBeTruthy();
    expect(failed?.textContent).toMatch(/: x-b needs x-b, x-a, x-c/);
    expect(failed?.querySelector("a")?.href).toBe("https://fetch.spec.whatwg.org/#cors-preflight-fetch-0");
    const actual = [...container.querySelectorAll("[data-check]")].at(-1);
    expect(actual?.getAttribute("data-state")).toBe("not-reached");
  });
});

test("the check that failed stands beside the reason, and once where there is no reason", () => {
  const causeIn = (name: string) => opened(name).container.querySelector("[data-cause]")?.textContent?.trim();
  expect(causeIn("simple-wildcard-credentials")).toBe(
    "Access-Control-Allow-Origin: * does not allow requests with credentials. More about this cause",
  );
  cleanup();
  expect(causeIn("preflight-header-two-of-three")).toBe("More about this cause");
});

test("a change without code is a text, which stands there once and is not colored as code", () => {
  const { container } = opened("lna-permission-denied");
  const change = container.querySelector("[data-fix-code]");
  expect(change?.textContent).toMatch(
    /^Allow local network access for http:\/\/localhost:8100 in the browser's site settings\./,
  );
  expect(change?.closest("pre")).toBeNull();
  expect(change?.querySelector(".string")).toBeNull();
  expect(container.querySelector("[data-why]")?.textContent).not.toContain(change?.textContent);
});

describe("an origin that is nearly right", () => {
  test.each([
    [
      "http://localhost:3000/",
      "http://localhost:3000",
      "/",
      "First difference at character 22: “/” instead of nothing.",
    ],
    ["http://localhost:300", "http://localhost:3000", "", "First difference at character 21: nothing instead of “0”."],
    ["https://App.example", "https://app.example", "A", "First difference at character 9: “A” instead of “a”."],
  ])("%s for %s has its wrong characters marked and described", (got, want, marked, words) => {
    const { container } = render(<Difference got={got} want={want} />);
    expect(container.querySelector("mark")?.textContent).toBe(marked);
    expect(container.querySelector("code")?.textContent).toBe(got);
    expect(container.textContent).toContain(words);
  });

  test.each([
    ["https://other.test", "http://localhost:3000"],
    ["*", "http://localhost:3000"],
    ["http://a.test", "http://a.test"],
    ["https://shop.example,http://localhost:3000", "http://localhost:3000"],
    ["http://localhost:3000 http://localhost:3001", "http://localhost:3000"],
  ])("%s for %s is shown as it is", (got, want) => {
    const { container } = render(<Difference got={got} want={want} />);
    expect(container.innerHTML).toBe(`<code>${got}</code>`);
  });
});

test("the console message is copied as the browser prints it", () => {
  const { container, actions } = opened("simple-mismatch-trailing-slash");
  fireEvent.click(within(container as HTMLElement).getByRole("button", { name: "Copy Chrome's message" }));
  expect(actions.copy.mock.calls[0]?.[0]).toMatch(
    /^Access to fetch at 'http.*' from origin 'http:\/\/localhost:8100' has been blocked by CORS policy: /,
  );
});

test("a retry that the browser could not send says what to do", async () => {
  const { container, tab } = opened("simple-mismatch-trailing-slash");
  tab.runInPage.mockRejectedValue(new Error("Extension context invalidated."));
  await act(async () => {
    container.querySelector<HTMLElement>("[data-retry]")?.click();
    await new Promise((settled) => setTimeout(settled));
  });
  expect(container.querySelector("[data-retry-state]")?.textContent).toMatch(
    /^Not sent: .* Reload the page, then retry\./,
  );
});

describe("a hint", () => {
  const hintIn = (container: Element) => container.querySelector<HTMLElement>("[data-hint]");

  test("fits the refusal, stands alone, and gives way to the next one when it is dismissed", () => {
    const { container, settings } = opened("preflight-header-two-of-three");
    expect(container.querySelectorAll("[data-hint]")).toHaveLength(1);
    expect(hintIn(container)?.dataset.hint).toBe("preflight");
    fireEvent.click(container.querySelector("[data-understood]") as HTMLElement);
    expect(hintIn(container)?.dataset.hint).toBe("curl");
    fireEvent.click(container.querySelector("[data-understood]") as HTMLElement);
    expect(hintIn(container)).toBeNull();
    cleanup();
    expect(hintIn(opened("preflight-header-two-of-three", settings).container)).toBeNull();
  });

  test("names the status that the page does not see", () => {
    const { container } = opened("simple-missing-acao-500");
    expect(hintIn(container)?.textContent).toContain("The server responded with 500");
  });
});

test("DevTools shows the request and the code that made it", () => {
  const { container, tab } = opened("simple-mismatch-trailing-slash");
  fireEvent.click(container.querySelector("[data-open-in-network]") as HTMLElement);
  expect(tab.openInNetwork).toHaveBeenCalledWith("http://127.0.0.1:8200/simple-mismatch-trailing-slash/a");
  fireEvent.click(container.querySelector("[data-reveal-caller]") as HTMLElement);
  expect(tab.reveal).toHaveBeenCalledWith(expect.stringMatching(/^http:\/\/localhost:8100\//), expect.any(Number));
});

test("a caller with a long name in a script without a file name or line stays short", () => {
  const frame = { functionName: "f".repeat(5000), url: `data:text/javascript,${"x".repeat(5000)}` };
  const _initiator = { type: "script", stack: { callFrames: [frame] } };
  const { container, tab } = opened("simple-mismatch-trailing-slash", fakeSettings(), { _initiator });
  const button = container.querySelector<HTMLElement>("[data-reveal-caller]");
  expect(button?.outerHTML.length).toBeLessThan(600);
  expect(button?.textContent).not.toContain("NaN");
  fireEvent.click(button as HTMLElement);
  expect(tab.reveal).toHaveBeenCalledWith(frame.url, 0);
});

describe("a refused fetch is copied", () => {
  test.each([
    ["curl", /^curl .*-X OPTIONS|^curl .*OPTIONS/s],
    ["PowerShell", /^curl\.exe /],
    ["supertest", /from 'supertest'/],
    ["node:test", /from 'node:test'/],
    ["prompt for a coding agent", /^Repair this CORS error (.*\n)+REFUSED .*\n(.*\n)+- .*Never reflect any origin/],
    ["report", /^# Cross-origin requests\n\n1 cross-origin request: (.*\n)+## The headers `x-a`, `x-c` are not in/],
  ])("as %s", (kind, expected) => {
    const { container, actions } = opened("preflight-header-two-of-three");
    fireEvent.click(within(container as HTMLElement).getByRole("button", { name: `Copy as ${kind}` }));
    expect(actions.copy.mock.calls[0]?.[0]).toMatch(expected);
  });
});

test("the wrong fixes are listed, closed at first", () => {
  const { container } = opened("simple-mismatch-trailing-slash");
  const whyNot = container.querySelector<HTMLDetailsElement>("[data-why-not]");
  expect(whyNot?.textContent).toContain("no-cors");
  expect(whyNot?.open).toBe(false);
});

test("a long code shows its changed lines with their neighbors, and all lines on request", () => {
  const { container } = opened("simple-missing-acao");
  const hidden = () => container.querySelectorAll("[data-fix-code] .far").length;
  const button = container.querySelector<HTMLElement>("[data-whole]");
  expect(hidden()).toBeGreaterThan(2);
  for (const changed of container.querySelectorAll("[data-fix-code] ins")) {
    expect(changed.className).not.toBe("far");
    expect(changed.nextElementSibling?.className).not.toBe("far");
  }
  fireEvent.click(button as HTMLElement);
  expect(hidden()).toBe(0);
  expect(button?.getAttribute("aria-expanded")).toBe("true");
});

describe("colored code is the code, letter by letter", () => {
  test.each(stacks.map(({ id, language, fix }) => ({ id, language, fix })))("$id", ({ language, fix }) => {
    const snippets = fix.grant(Object.values(policies)[0] as never, {
      redirect: null,
      server: { origin: "https://a.example", path: "/" },
      application: null,
      isRestApi: false,
      forbidsOptions: false,
    });
    for (const { code, changed } of snippets) {
      const { container } = render(<Code code={code} changed={changed} language={language} shown={null} />);
      expect(container.textContent).toBe(code);
      expect(container.querySelectorAll("ins")).toHaveLength(changed.length);
    }
  });
});
