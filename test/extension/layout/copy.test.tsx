// @vitest-environment happy-dom
import { act, cleanup, fireEvent, render } from "@testing-library/preact";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { CopyButton } from "../../../extension/layout/copy.tsx";
import "../fakes.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(async () => {
  await act(cleanup);
  vi.useRealTimers();
});

test("the button shows for two seconds after the last press whether it copied", async () => {
  const copy = vi.fn((_text: string) => true);
  const { getByRole } = render(
    <CopyButton copy={copy} text={() => "add_header"}>
      Copy
    </CopyButton>,
  );
  const press = () => act(() => void fireEvent.click(getByRole("button")));
  const wait = (milliseconds: number) => act(async () => void (await vi.advanceTimersByTimeAsync(milliseconds)));
  await press();
  await wait(1500);
  expect(getByRole("status").textContent).toBe("Copied");
  await press();
  await wait(1500);
  expect(getByRole("status").textContent).toBe("Copied");
  await wait(600);
  expect(getByRole("status").textContent).toBe("");
  expect(copy.mock.calls).toEqual([["add_header"], ["add_header"]]);
});
