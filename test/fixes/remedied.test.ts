import { describe, expect, test } from "vitest";
import { groupBy } from "../../src/collections.ts";
import type { Diagnosis } from "../../src/diagnosis.ts";
import { originOf } from "../../src/fetch/origin.ts";
import { requiredChanges } from "../../src/fixes/required-changes.ts";
import { diagnose, fixesFor, lastHop, readHar } from "../../src/index.ts";
import { chromiumCaptures, firefoxCaptures } from "../scenarios/captures.ts";
import { isFixedByServer, policyOf, remedied } from "./remedied.ts";

describe.each([...chromiumCaptures(), ...firefoxCaptures()])("$name", ({ log }) => {
  const recording = readHar(log);
  const refused = diagnose(recording).filter(({ verdict }) => verdict);
  const fixable = refused.filter((diagnosis) => isFixedByServer(requiredChanges(diagnosis)));

  test("each refused fetch has a fix, from its server or from its page", () => {
    for (const diagnosis of refused) expect(fixesFor([diagnosis], recording)).not.toEqual([]);
  });

  test("the fix of each fetch leaves nothing to find", () => {
    for (const diagnosis of fixable) {
      const after = remedied(recording, [diagnosis], policyOf([diagnosis], recording));
      expect(findingsOf(diagnosis, diagnose(after))).toEqual([]);
    }
  });

  test("one fix for the whole server leaves nothing to find", () => {
    for (const ofServer of groupBy(fixable, ({ fetch }) => originOf(lastHop(fetch).url)).values()) {
      const after = diagnose(remedied(recording, ofServer, policyOf(ofServer, recording)));
      expect(ofServer.flatMap((diagnosis) => findingsOf(diagnosis, after))).toEqual([]);
    }
  });

  test("a fix keeps what the server allows", () => {
    for (const diagnosis of fixable) {
      const policy = policyOf([diagnosis], recording);
      const { preflight } = lastHop(diagnosis.fetch);
      for (const { name, value } of preflight?.responseHeaders ?? []) {
        const allowed = value.split(",").map((item) => item.trim());
        if (/[;\s]/.test(allowed.join("")) || allowed.includes("*")) continue;
        if (/^access-control-allow-headers$/i.test(name))
          expect(lower(policy.headers)).toEqual(containing(lower(allowed)));
        if (/^access-control-allow-methods$/i.test(name)) {
          expect(policy.methods).toEqual(containing(allowed.filter((method) => method === method.toUpperCase())));
        }
      }
    }
  });
});

function findingsOf({ fetch }: Diagnosis, after: readonly Diagnosis[]): string[] {
  const { index } = lastHop(fetch).actual ?? lastHop(fetch).preflight ?? { index: -1 };
  return after
    .filter((diagnosis) =>
      [lastHop(diagnosis.fetch).actual?.index, lastHop(diagnosis.fetch).preflight?.index].includes(index),
    )
    .flatMap(({ findings }) => findings.map(({ cause, explain }) => `${cause}: ${explain}`));
}

function lower(names: readonly string[]): string[] {
  return names.map((name) => name.toLowerCase());
}

function containing(names: readonly string[]): unknown {
  return expect.arrayContaining(names.filter((name) => name !== ""));
}
