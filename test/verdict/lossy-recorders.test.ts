import { describe, expect, test } from "vitest";
import { diagnose, readHar } from "../../src/index.ts";
import { chromiumCaptures, diagnosesByRequest, firefoxCaptures, type Truth } from "../scenarios/captures.ts";
import { keyOf } from "../scenarios/score.ts";

// What the engine says of the captures of real Chromium when a recorder leaves a part of them out: what it then calls
// certain is what Chromium said, and what it cannot tell it explains.

interface Entry {
  readonly _resourceType: string;
  readonly _initiator: unknown;
  readonly pageref?: string;
  readonly request: Readonly<Record<string, unknown>>;
  readonly response: Readonly<Record<string, unknown>>;
}
interface Log {
  readonly entries: readonly Entry[];
}

const without: readonly [part: string, leaveOut: (log: Log) => Log][] = [
  [
    "the browser's error",
    (log) => changed(log, ({ response: { _error, ...response }, ...entry }) => ({ ...entry, response })),
  ],
  [
    "every field of Chromium's own",
    (log) =>
      changed(log, ({ _resourceType, _initiator, pageref, response: { _error, ...response }, ...entry }) => ({
        ...entry,
        response,
      })),
  ],
  [
    "the request headers",
    (log) => changed(log, (entry) => ({ ...entry, request: { ...entry.request, headers: [], headersSize: -1 } })),
  ],
  [
    "the preflights",
    (log) => ({ ...log, entries: log.entries.filter(({ _resourceType }) => _resourceType !== "preflight") }),
  ],
  ["the initiators", (log) => changed(log, ({ _initiator, ...entry }) => entry)],
];

function changed(log: Log, change: (entry: Entry) => object): Log {
  return { ...log, entries: log.entries.map((entry) => change(entry) as Entry) };
}

/** Captures whose verdict rests on the part that is left out, or on something that no header shows. */
const notShownByHeaders: ReadonlySet<string> = new Set([
  "extension-adds-acao",
  "iframe-sandboxed",
  "lna-address-space-mismatch",
  "lna-insecure",
  "lna-permission-denied",
  "preflight-redirect-302",
  "scheme-disabled",
  "worker",
]);

/** The requests that a capture has once, so that it is plain which diagnosis is whose. */
function uniqueTruths(truths: readonly Truth[]): Truth[] {
  const keys = truths.map(keyOf);
  return truths.filter((truth) => keys.indexOf(keyOf(truth)) === keys.lastIndexOf(keyOf(truth)));
}

describe("without a part of it, is judged as Chromium judged it, or left open:", () => {
  const captures = chromiumCaptures().filter(({ name }) => !notShownByHeaders.has(name));

  test.each(captures)("$name", ({ log, truth }) => {
    for (const [part, leaveOut] of without) {
      const found = diagnosesByRequest(leaveOut(log as Log));
      for (const one of uniqueTruths(truth)) {
        for (const { outcome, verdict, alternatives, cannotTell } of found.get(keyOf(one)) ?? []) {
          const where = `${keyOf(one)} without ${part}`;
          if (verdict?.certainty === "certain") expect(verdict.reportedAs.chrome, where).toBe(one.corsError);
          if (one.corsError === null) continue;
          expect(outcome, where).not.toBe("failed");
          if (outcome === "allowed") expect(cannotTell, where).not.toBeNull();
          if (outcome !== "refused") continue;
          expect([verdict?.reportedAs.chrome, ...alternatives], where).toContain(one.corsError);
        }
      }
    }
  });
});

test("what cannot be told has a reason and something to do, and only then", () => {
  const logs = [...chromiumCaptures(), ...firefoxCaptures()].map(({ log }) => log as Log);
  const diagnoses = [(log: Log) => log, ...without.map(([, leaveOut]) => leaveOut)].flatMap((leaveOut) =>
    logs.flatMap((log) => diagnose(readHar({ log: leaveOut(log) }))),
  );
  for (const { outcome, cannotTell } of diagnoses) {
    if (outcome === "refused" || outcome === "failed") expect(cannotTell).toBeNull();
    if (outcome === "unknown") expect(cannotTell).not.toBeNull();
    if (!cannotTell) continue;
    expect(cannotTell.because).toMatch(/^[a-z`].{20,}[^.]$/);
    expect(cannotTell.todo).toMatch(/^[a-z`].{20,}[^.]$/);
  }
});
