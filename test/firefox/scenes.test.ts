import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { consoleTextOf, type Diagnosis, diagnose } from "../../src/index.ts";
import { scenes } from "../playground/scenes/index.ts";
import { sceneIdOf } from "../playground/scenes/scene.ts";
import { type Playground, startPlayground } from "../playground/server.ts";
import { type OpenedFirefox, openFirefox } from "./open-firefox.ts";
import { categoriesWithoutReason, corsConsoleErrors, recordingOf } from "./recording.ts";

let playground: Playground;
let opened: OpenedFirefox;
let diagnoses: readonly Diagnosis[];
/** The CORS errors of Firefox's console. */
let consoleErrors: readonly { readonly scene: string; readonly reason: string }[];

beforeAll(async () => {
  playground = await startPlayground();
  opened = await openFirefox({ url: playground.pageUrl, panel: "CORS" });
  await opened.inPage("await page.runAll();");
  await readRecording();
  // After two seconds without an event, which a busy machine makes during the run, the panel reads Firefox's log. Firefox loses
  // what the page sends meanwhile: neither an event nor its log has it. Such a scene runs again by itself.
  for (let tries = 0; tries < 5; tries++) {
    const lost = scenes.filter(({ id }) => reasonsOf(id).length > 0 && !shortLivedScenes.has(id) && !isRefused(id));
    if (lost.length === 0) break;
    for (const { id } of lost) await runAgain(id);
    await readRecording();
  }
}, 240_000);

afterAll(async () => {
  await opened?.close();
  await playground?.close();
});

describe("the panel in Firefox, on the playground", () => {
  test.each(scenes)("$id: $label", ({ id }) => {
    const reasons = reasonsOf(id);
    const refused = diagnosesOf(id).filter(({ outcome }) => outcome === "refused");
    if (reasons.length === 0) {
      expect(refused.filter(({ verdict }) => !causesWithoutReason.has(verdict?.cause ?? ""))).toEqual([]);
      return;
    }
    if (shortLivedScenes.has(id) && refused.length === 0) {
      expect(diagnosesOf(id).filter(({ outcome, cannotTell }) => outcome === "allowed" && cannotTell === null)).toEqual(
        [],
      );
      return;
    }
    expect(refused.map(({ verdict }) => verdict?.cause)).not.toEqual([]);
    for (const { verdict } of refused) {
      expect(reasons).toContain(verdict?.reportedAs.firefox);
    }
  });

  test("gives the exact text that Firefox printed in its console", async () => {
    const printed = new Set((await opened.consoleErrors()).map(([, text]) => text));
    const known = diagnoses.flatMap((diagnosis) => {
      const { firefox } = consoleTextOf(diagnosis);
      return diagnosis.verdict?.certainty === "certain" && firefox !== null ? [firefox] : [];
    });
    expect(known.filter((text) => !printed.has(text))).toEqual([]);
    expect(known.length).toBeGreaterThan(50);
  });

  test("lists the refused fetches, and shows one with its fix", async () => {
    await opened.inPanel(`
      const grouping = document.querySelector("[data-grouping]");
      grouping.value = "server";
      grouping.dispatchEvent(new Event("change"));
    `);
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

/** Scenes whose frame or worker is removed at once. Firefox may then not report the response, or not even the request. */
const shortLivedScenes = new Set(["sandboxed-frame", "frame-of-another-origin", "worker", "worker-preflight"]);

/** Causes for which Firefox reports a network error, not a reason. */
const causesWithoutReason = new Set(["redirect-with-credentials", "unsupported-scheme"]);

async function readRecording(): Promise<void> {
  diagnoses = diagnose(await recordingOf(opened));
  const errors = await corsConsoleErrors(opened);
  consoleErrors = errors.map(({ category, url }) => ({ scene: sceneIdOf(url), reason: category }));
}

/** Presses a scene's button, and waits for the end of its calls. */
async function runAgain(id: string): Promise<void> {
  await opened.inPage(`
    const button = document.querySelector("#${id} button");
    button.click();
    while (button.disabled) await new Promise((again) => setTimeout(again, 100));`);
}

/** The reasons that Firefox's console gave for refusals of a scene. */
function reasonsOf(id: string): string[] {
  return consoleErrors.flatMap(({ scene, reason }) =>
    scene === id && !categoriesWithoutReason.has(reason) ? [reason] : [],
  );
}

function isRefused(id: string): boolean {
  return diagnosesOf(id).some(({ outcome }) => outcome === "refused");
}

function diagnosesOf(id: string): Diagnosis[] {
  return diagnoses.filter(({ fetch }) => sceneIdOf(fetch.hops[0]?.url ?? "") === id);
}
