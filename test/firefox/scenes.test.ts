import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { consoleTextOf, type Diagnosis, diagnose } from "../../src/index.ts";
import { scenes } from "../playground/scenes/index.ts";
import { type Playground, startPlayground } from "../playground/server.ts";
import { findFirefox } from "../setup.mjs";
import { type OpenedFirefox, openFirefox } from "./open-firefox.ts";
import { corsComplaints, recordingOf } from "./recording.ts";

let playground: Playground;
let opened: OpenedFirefox;
let diagnoses: readonly Diagnosis[];
/** What Firefox's console was told: names of reasons, without the number of their wording. */
let complaints: readonly { readonly scene: string; readonly reason: string }[];

beforeAll(async () => {
  playground = await startPlayground();
  opened = await openFirefox({
    executablePath: findFirefox(),
    extension: new URL("../../dist/extension", import.meta.url).pathname,
    url: playground.pageUrl,
    panel: "CORS",
  });
  await opened.inPage("await page.runAll();");
  diagnoses = diagnose(await recordingOf(opened));
  complaints = (await corsComplaints(opened)).map(({ category, url }) => ({ scene: sceneOf(url), reason: category }));
}, 240_000);

afterAll(async () => {
  await opened?.close();
  await playground?.close();
});

describe("the panel in Firefox, on the playground", () => {
  test.each(scenes)("$id: $label", ({ id }) => {
    const reasons = complaints.flatMap(({ scene, reason }) =>
      scene === id && !withoutReason.has(reason) ? [reason] : [],
    );
    const refused = ofScene(id).filter(({ outcome }) => outcome === "refused");
    if (reasons.length === 0) {
      expect(refused.filter(({ verdict }) => !silent.has(verdict?.cause ?? ""))).toEqual([]);
      return;
    }
    if (fleeting.has(id) && refused.length === 0) {
      expect(ofScene(id).filter(({ outcome, cannotTell }) => outcome === "allowed" && cannotTell === null)).toEqual([]);
      return;
    }
    expect(refused.map(({ verdict }) => verdict?.cause)).not.toEqual([]);
    for (const { verdict } of refused) {
      expect(reasons).toContain(verdict?.reportedAs.firefox);
    }
  });

  test("knows what Firefox printed in its console, letter by letter", async () => {
    const printed = new Set((await opened.complaints()).map(([, text]) => text));
    const known = diagnoses.flatMap((diagnosis) => {
      const { firefox } = consoleTextOf(diagnosis);
      return diagnosis.verdict?.certainty === "certain" && firefox !== null ? [firefox] : [];
    });
    expect(known.filter((text) => !printed.has(text))).toEqual([]);
    expect(known.length).toBeGreaterThan(50);
  });

  test("lists what was refused, and shows one with its fix", async () => {
    const shown = await opened.inPanel(
      "return [...document.querySelectorAll('[data-fetch]')].slice(0, 5).map((row) => row.dataset.outcome);",
    );
    expect(shown).toEqual(Array(5).fill("refused"));
    expect(await opened.inPanel("return document.querySelector('[data-fix-code]')?.textContent;")).toContain(
      playground.origins.page,
    );
  });

  test("sends a refused fetch again from its page", async () => {
    const result = await opened.inPanel(`
      document.querySelector("[data-fetch]").click();
      await new Promise((drawn) => setTimeout(drawn, 100));
      document.querySelector("[data-retry]").click();
      for (let tries = 0; tries < 300; tries++) {
        document.querySelector("[data-retry-confirm]")?.click();
        const { retryResult } = document.querySelector("[data-retry-result]")?.dataset ?? {};
        if (retryResult) return retryResult;
        await new Promise((again) => setTimeout(again, 100));
      }`);
    expect(result).toBe("refused");
  });
});

/** Firefox's messages that no more than repeat another, or only warn. */
const withoutReason = new Set(["CORSDidNotSucceed", "CORSAllowHeaderFromPreflightDeprecation"]);

/** Who calls there is gone at once: Firefox may then not tell of the response, or of the request at all. */
const fleeting = new Set(["sandboxed-frame", "frame-of-another-origin", "worker", "worker-preflight"]);

/** Firefox calls them network errors. */
const silent = new Set(["redirect-with-credentials", "unsupported-scheme"]);

function ofScene(id: string): Diagnosis[] {
  return diagnoses.filter(({ fetch }) => sceneOf(fetch.hops[0]?.url ?? "") === id);
}

function sceneOf(url: string): string {
  return URL.canParse(url) ? (new URL(url).pathname.split("/")[1] ?? "") : "";
}
