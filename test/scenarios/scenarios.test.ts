import { afterAll, describe, expect, test } from "vitest";
import { groupBy } from "../../src/collections.ts";
import { chromiumCaptures, diagnosesByRequest, firefoxCaptures } from "./captures.ts";
import { chromiumScore, compareWithTruths, keyOf } from "./score.ts";

describe.each(chromiumCaptures())("Chromium: $name", ({ log, truth }) => {
  const requests = groupBy(truth, keyOf);

  test("refuses no request that Chromium does not know", () => {
    const unknown = [...diagnosesByRequest(log)].filter(([key]) => !requests.has(key)).flatMap(([, list]) => list);
    expect(unknown.filter(({ outcome }) => outcome === "refused")).toEqual([]);
  });

  if (requests.size === 0) return;
  test.each([...requests])("%s", (key, truths) => {
    const { refusals, flagged } = compareWithTruths(diagnosesByRequest(log).get(key) ?? [], truths);
    for (const { corsError, match } of refusals) {
      expect(match, `${corsError} is neither the verdict nor among the alternatives`).toBeDefined();
      if (match?.verdict?.certainty === "certain") expect(match.verdict.reportedAs.chrome).toBe(corsError);
      if (match?.outcome === "unknown") expect(match.cannotTell).not.toBeNull();
    }
    expect(flagged, "flagged although Chromium did not refuse it").toBe(0);
  });
});

describe("the score", () => {
  let line: string;

  test("is at least what the captures allow", () => {
    const { refused, exact, certain, alternative, missed, letThrough, flagged } = chromiumScore();
    line = [
      `Chromium's own verdict on ${refused} refused requests: the same name first in ${exact} (${certain} certain),`,
      `among the alternatives in ${alternative}, missed in ${missed};`,
      `of ${letThrough} requests that it did not refuse, ${flagged} were flagged.\n`,
    ].join(" ");
    expect(missed).toBe(0);
    expect(flagged).toBe(0);
    expect(exact).toBeGreaterThanOrEqual(153);
    expect(certain).toBeGreaterThanOrEqual(107);
  });

  afterAll(() => {
    process.stdout.write(line);
  });
});

describe.each(firefoxCaptures())("Firefox: $name", ({ name, log, categories }) => {
  const [category] = categories.filter((found) => found.startsWith("CORS"));

  test("is judged as Firefox judged it", () => {
    const diagnoses = [...diagnosesByRequest(log).values()].flat();
    const refused = diagnoses.filter(({ outcome }) => outcome === "refused");
    if (category === undefined || notRefusals.has(name)) {
      expect(refused).toEqual([]);
      return;
    }
    if (leftOpen.has(name)) {
      expect(diagnoses.map(({ outcome, cannotTell }) => [outcome, cannotTell !== null])).toEqual([["allowed", true]]);
      return;
    }
    expect(refused.length).toBeGreaterThan(0);
    for (const { verdict } of refused) expect(verdict?.reportedAs.firefox).toBe(category);
  });
});

/** Captures without a refused fetch: network errors, and console messages about fetches that Firefox allows. */
const notRefusals = new Set([
  "connection-reset",
  "dns-failure",
  "local-network-access-denied",
  "preflight-authorization-wildcard",
  "preflight-ok-actual-reset",
  "preflight-reset",
  "server-down-preflighted",
  "server-down-simple",
  "service-worker-passthrough",
  "tls-untrusted",
]);

/** `*` without a cookie: Firefox does not record whether the page asked for credentials. */
const leftOpen = new Set(["xhr-credentials-wildcard"]);
