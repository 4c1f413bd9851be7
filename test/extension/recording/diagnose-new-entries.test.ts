import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { groupRows } from "../../../extension/list/row-groups.ts";
import { toRow } from "../../../extension/list/rows.ts";
import { diagnoseNewEntries } from "../../../extension/recording/diagnose-new-entries.ts";
import { diagnoseLog } from "../../../extension/recording/diagnosed-log.ts";
import type { Entry, Log } from "../../../extension/recording/log.ts";
import { createStore } from "../../../extension/store/store.ts";
import type { Diagnosis } from "../../../src/index.ts";
import { recognition } from "../../../src/index.ts";
import { atPath, captured, detail, idle, logOf, openStore, recognizing, untilUpdated } from "../fakes.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const refused = captured("preflight-header-two-of-three");

describe("a long recording", () => {
  const many = Array.from({ length: 400 }, (_, index) =>
    atPath(`/item-${String.fromCharCode(97 + (index % 26))}x${index}`, refused, index * 10),
  ).flat();

  test("shows a new row at once, and the same rows as a reading of everything afterwards", async () => {
    const { devtools, session, store } = openStore(many);
    await untilUpdated();
    const before = store.rows.value.length;
    expect(before).toBeGreaterThan(300);
    devtools.finish(...atPath("/late", refused, 90_000));
    await vi.advanceTimersByTimeAsync(1);
    expect(store.rows.value).toHaveLength(before + 1);
    expect(store.rows.value.at(-1)).toMatchObject({ path: "/late", cause: "header-not-allowed", count: 1 });
    await vi.advanceTimersByTimeAsync(60_000);
    const anew = createStore(session, idle, detail, recognizing);
    await untilUpdated();
    expect(JSON.stringify(store.rows.value)).toBe(JSON.stringify(anew.rows.value));
  });

  test("knows a preflight's request again that comes after it", () => {
    const [preflight, actual] = atPath("/late", refused, 90_000) as [Entry, Entry];
    const log = logOf([...many, preflight]) as Log;
    const orphan = diagnoseLog(log, recognition);
    const diagnoses = diagnoseNewEntries(orphan, log, [actual], recognition)?.diagnoses ?? [];
    const whole = diagnoseLog(logOf([...many, preflight, actual]) as Log, recognition);
    const listed = (diagnoses: readonly Diagnosis[]) =>
      [...groupRows(diagnoses, []).values()]
        .map((group) => toRow(group, () => []))
        .map(({ key, count, title }) => [key, count, title]);
    expect(listed(diagnoses)).toEqual(listed(whole.diagnoses));
    expect(orphan.diagnoses).toHaveLength(whole.diagnoses.length);
  });

  test.each(["pairing-burst", "iframe-sandboxed", "redirect-preflighted-cross-origin-null", "preflight-ok"])(
    "loses and doubles nothing of %s, whatever comes last",
    (name) => {
      const entries = captured(name);
      for (let count = 1; count < entries.length; count++) {
        const log = logOf(entries.slice(0, count)) as Log;
        const diagnoses =
          diagnoseNewEntries(diagnoseLog(log, recognition), log, entries.slice(count), recognition)?.diagnoses ?? [];
        const whole = diagnoseLog(logOf(entries) as Log, recognition);
        expect(diagnoses.map(({ outcome }) => outcome).sort()).toEqual(
          whole.diagnoses.map(({ outcome }) => outcome).sort(),
        );
      }
    },
  );
});
