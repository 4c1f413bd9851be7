import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { groupBy } from "../../src/collections.ts";
import { type Diagnosis, diagnose } from "../../src/index.ts";
import { type RandomServers, startRandomServers } from "../browser/random-servers.ts";
import { firefoxNames } from "./names.ts";
import { type OpenedFirefox, openFirefox } from "./open-firefox.ts";
import { categoriesWithoutReason, corsConsoleErrors, recordingOf } from "./recording.ts";

const seed = 20261126;
let servers: RandomServers;
let opened: OpenedFirefox;

beforeAll(async () => {
  servers = await startRandomServers({ seed, count: 300 });
  opened = await openFirefox({ url: servers.page, panel: "CORS" });
});

afterAll(async () => {
  await opened?.close();
  await servers?.close();
});

describe("real Firefox and the engine", () => {
  test("agree on 300 random responses to random fetches, six at a time", async () => {
    await evaluate(servers.distinctFetches(6));
    const diagnoses = new Map(diagnose(await recordingOf(opened)).map((diagnosis) => [idOf(diagnosis), diagnosis]));
    const consoleErrors = groupBy(await corsConsoleErrors(opened), ({ url }) => idIn(url));
    const score = { exact: 0, alternative: 0, passed: 0 };
    const wrong = Array.from({ length: 300 }, (_, id) => String(id)).flatMap((id) => {
      const diagnosis = diagnoses.get(id);
      const reported = consoleErrors.get(id)?.map(({ category }) => category);
      const reasons = reported?.filter((category) => !categoriesWithoutReason.has(category)) ?? [];
      const { outcome, verdict } = diagnosis ?? {};
      if (reasons.length === 0) {
        // To Firefox, a redirect that leads nowhere is a network error without a reason.
        if (outcome === (reported ? "refused" : "allowed")) score.passed++;
        else return [{ id, outcome, cause: verdict?.cause, reported }];
      } else if (verdict && reasons.includes(verdict.reportedAs.firefox ?? "")) score.exact++;
      else if (diagnosis && verdict?.certainty === "possible" && isAlternative(diagnosis, reasons)) score.alternative++;
      else return [{ id, outcome, cause: verdict?.cause, certainty: verdict?.certainty, reported: reasons }];
      return [];
    });
    process.stdout.write(
      `Random calls in Firefox (seed ${seed}): its name first in ${score.exact}, among the alternatives in ${score.alternative}, none in ${score.passed}.\n`,
    );
    expect(wrong).toEqual([]);
    expect(score.exact).toBeGreaterThan(150);
  });

  test("agree on how often each reason refused 200 fetches of one URL, twenty at a time", async () => {
    const errorsBefore = (await corsConsoleErrors(opened)).length;
    await evaluate(servers.sameUrlFetches(200, 20));
    const diagnoses = diagnose(await recordingOf(opened)).filter(({ fetch }) => fetch.hops[0]?.url.endsWith("/one"));
    const reported = (await corsConsoleErrors(opened)).slice(errorsBefore).map(({ category }) => category);
    expect(diagnoses).toHaveLength(200);
    expect(countsOf(diagnoses.flatMap(({ verdict }) => verdict?.reportedAs.firefox ?? []))).toEqual(
      countsOf(reported.filter((category) => !categoriesWithoutReason.has(category))),
    );
  });
});

async function evaluate(code: string): Promise<void> {
  await opened.inPage(`await page.eval(${JSON.stringify(code)});`);
}

function isAlternative(diagnosis: Diagnosis, reasons: readonly string[]): boolean {
  return firefoxNames(diagnosis).alternatives.some((name) => reasons.includes(name));
}

function idOf({ fetch }: Diagnosis): string {
  return idIn(fetch.hops[0]?.url ?? "");
}

function idIn(url: string): string {
  return (URL.canParse(url) && new URL(url).searchParams.get("id")) || "";
}

function countsOf(names: readonly string[]): ReadonlyMap<string, number> {
  return new Map([...groupBy(names, (name) => name)].map(([name, same]) => [name, same.length]));
}
