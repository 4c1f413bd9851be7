import { signal } from "@preact/signals";
import fc from "fast-check";
import { expect, test } from "vitest";
import { incrementalRows } from "../../../extension/list/incremental-rows.ts";
import { diagnoseNewEntries } from "../../../extension/recording/diagnose-new-entries.ts";
import { type DiagnosedLog, diagnoseLog } from "../../../extension/recording/diagnosed-log.ts";
import type { Entry, Log } from "../../../extension/recording/log.ts";
import type { Navigation } from "../../../extension/recording/recorder.ts";
import { isBlocked, recognition } from "../../../src/index.ts";
import { captured, logOf } from "../fakes.ts";

const calls = [
  "preflight-header-two-of-three",
  "preflight-ok",
  "simple-204-missing-acao",
  "simple-credentials-ok",
  "pairing-burst",
  "redirect-preflighted-cross-origin-null",
].map((name) => captured(name).filter(({ _resourceType }) => _resourceType !== "document"));

/** One of the calls, at one of a few paths, so that some are alike and some mend others. */
const call = fc.record({
  which: fc.nat(calls.length - 1),
  path: fc.constantFrom("/a", "/b/1", "/b/2"),
  gap: fc.nat(50),
});

function recordingOf(drawn: readonly { which: number; path: string; gap: number }[]): Entry[] {
  let now = Date.parse("2026-01-01T00:00:00Z");
  return drawn.flatMap(({ which, path, gap }) => {
    now += gap;
    const entries = calls[which] ?? [];
    const first = Math.min(...entries.map(({ startedDateTime }) => Date.parse(startedDateTime)));
    const moved: Entry[] = JSON.parse(
      JSON.stringify(entries).replace(/\/\/127\.0\.0\.1:8200\/[^"?]*/g, `//127.0.0.1:8200${path}`),
    );
    return moved.map((entry) => ({
      ...entry,
      startedDateTime: new Date(now + Date.parse(entry.startedDateTime) - first).toISOString(),
    }));
  });
}

function rowsOf(reading: DiagnosedLog, navigations: readonly Navigation[], one = signal(reading)) {
  const { rowsOf: chosenRows } = incrementalRows(one, signal(navigations));
  const both = [chosenRows(isBlocked), chosenRows(() => true)];
  const listed = () =>
    both.map(({ diagnoses, rows }) => ({
      count: diagnoses.value.length,
      rows: rows.value.map(({ diagnosis: { outcome, fetch }, ...row }) => ({ ...row, outcome, first: fetch.hops[0] })),
    }));
  return { one, listed };
}

test("incremental rows are the rows of the whole log, whatever entries come in", () => {
  let grew = 0;
  fc.assert(
    fc.property(
      fc.array(call, { minLength: 2, maxLength: 40 }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      (drawn, part) => {
        const entries = recordingOf(drawn);
        const known = Math.floor(part * (entries.length - 1));
        const log = logOf(entries.slice(0, known)) as Log;
        const base = diagnoseLog(log, recognition);
        const navigations = [
          { at: Date.parse(entries[entries.length >> 1]?.startedDateTime ?? ""), url: "https://app.example/" },
        ];
        const growingRows = rowsOf(base, navigations);
        growingRows.listed();
        for (let count = known + 1; count <= entries.length; count++) {
          const seen = diagnoseNewEntries(base, log, entries.slice(known, count), recognition);
          if (!seen) continue;
          if (seen.base) grew++;
          growingRows.one.value = seen;
          const whole = rowsOf(withoutBase(seen), navigations);
          expect(growingRows.listed()).toEqual(whole.listed());
        }
      },
    ),
    { numRuns: 60 },
  );
  expect(grew).toBeGreaterThan(100);
});

function withoutBase({ base: _, ...whole }: DiagnosedLog): DiagnosedLog {
  return whole;
}
