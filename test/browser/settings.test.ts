import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Frame } from "puppeteer";
import { afterAll, beforeAll, expect, test } from "vitest";
import { clickElement, openBuiltPanel, panelFrameOf } from "./panel-page.ts";
import { type RefusingApi, startRefusingApi } from "./refusing-api.ts";

let site: RefusingApi;
let profile: string;

beforeAll(async () => {
  site = await startRefusingApi();
  profile = await mkdtemp(join(tmpdir(), "cors-panel-profile-"));
});

afterAll(async () => {
  await site?.close();
  await rm(profile, { recursive: true, force: true });
});

test("settings are kept when the browser closes", async () => {
  const before = await openBuiltPanel(site.pageUrl, { profile });
  const panel = await panelFrameOf(before);
  await openSettings(panel);
  await clickElement(panel, "[data-setting=redact]");
  await panel.select("[data-setting=preferredStack]", "fastify");
  await before.close();
  const after = await openBuiltPanel(site.pageUrl, { profile });
  const reopened = await panelFrameOf(after);
  await openSettings(reopened);
  const kept = await reopened.evaluate(() => [
    document.querySelector<HTMLInputElement>("[data-setting=redact]")?.checked,
    document.querySelector<HTMLSelectElement>("[data-setting=preferredStack]")?.value,
  ]);
  await after.close();
  expect(kept).toEqual([false, "fastify"]);
});

async function openSettings(panel: Frame): Promise<void> {
  await clickElement(panel, "[data-settings]");
  await panel.waitForSelector("[data-setting=redact]");
}
