import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { causes, type Diagnosis, diagnose } from "../../src/index.ts";
import { type RandomSite, startRandomSite } from "../browser/random-servers.ts";
import { findFirefox } from "../setup.mjs";
import { type OpenedFirefox, openFirefox } from "./open-firefox.ts";
import { corsComplaints, recordingOf } from "./recording.ts";

const seed = 20261126;
let site: RandomSite;
let opened: OpenedFirefox;

beforeAll(async () => {
  site = await startRandomSite({ seed, count: 300 });
  opened = await openFirefox({
    executablePath: findFirefox(),
    extension: new URL("../../dist/extension", import.meta.url).pathname,
    url: site.page,
    panel: "CORS",
  });
});

afterAll(async () => {
  await opened?.close();
  await site?.close();
});

describe("real Firefox and the engine", () => {
  test("agree on 300 random answers to random calls, six at a time", async () => {
    await run(site.calls(6));
    const diagnoses = new Map(diagnose(await recordingOf(opened)).map((diagnosis) => [idOf(diagnosis), diagnosis]));
    const told = new Map<string, string[]>();
    for (const { category, url } of await corsComplaints(opened)) {
      told.set(idIn(url), [...(told.get(idIn(url)) ?? []), category]);
    }
    const score = { exact: 0, alternative: 0, passed: 0 };
    const wrong = Array.from({ length: 300 }, (_, id) => String(id)).flatMap((id) => {
      const diagnosis = diagnoses.get(id);
      const reasons = told.get(id)?.filter((reason) => !withoutReason.has(reason)) ?? [];
      const { outcome, verdict } = diagnosis ?? {};
      if (reasons.length === 0) {
        // A redirect that leads nowhere is a network error to Firefox, and has no reason.
        if (outcome === (told.has(id) ? "refused" : "allowed")) score.passed++;
        else return [{ id, outcome, cause: verdict?.cause, told: told.get(id) }];
      } else if (verdict && reasons.includes(verdict.reportedAs.firefox ?? "")) score.exact++;
      else if (verdict?.certainty === "possible" && reasons.some((reason) => mayBe(diagnosis, reason)))
        score.alternative++;
      else return [{ id, outcome, cause: verdict?.cause, certainty: verdict?.certainty, told: reasons }];
      return [];
    });
    process.stdout.write(
      `Random calls in Firefox (seed ${seed}): its name first in ${score.exact}, among the alternatives in ${score.alternative}, none in ${score.passed}.\n`,
    );
    expect(wrong).toEqual([]);
    expect(score.exact).toBeGreaterThan(150);
  });

  test("agree on how often each reason refused 200 calls of one URL, twenty at a time", async () => {
    const before = (await corsComplaints(opened)).length;
    await run(site.callsOfOne(200, 20));
    const ofOne = diagnose(await recordingOf(opened)).filter(({ fetch }) => fetch.hops[0]?.url.endsWith("/one"));
    const complaints = (await corsComplaints(opened)).slice(before).map(({ category }) => category);
    expect(ofOne).toHaveLength(200);
    expect(countsOf(ofOne.flatMap(({ verdict }) => verdict?.reportedAs.firefox ?? []))).toEqual(
      countsOf(complaints.filter((reason) => !withoutReason.has(reason))),
    );
  });
});

/** Firefox's messages that no more than repeat another, or only warn. */
const withoutReason = new Set(["CORSDidNotSucceed", "CORSAllowHeaderFromPreflightDeprecation"]);

async function run(code: string): Promise<void> {
  await opened.inPage(`await page.eval(${JSON.stringify(code)});`);
}

function mayBe(diagnosis: Diagnosis | undefined, reason: string): boolean {
  const names = new Set<string>(diagnosis?.alternatives);
  return causes.some(
    ({ reportedAs: { chrome, firefox } }) =>
      firefox === reason && Object.values(chrome).some((name) => name !== undefined && names.has(name)),
  );
}

function idOf({ fetch }: Diagnosis): string {
  return idIn(fetch.hops[0]?.url ?? "");
}

function idIn(url: string): string {
  return (URL.canParse(url) && new URL(url).searchParams.get("id")) || "";
}

function countsOf(names: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const name of names) counts[name] = (counts[name] ?? 0) + 1;
  return counts;
}
