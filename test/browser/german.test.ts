import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { OpenedPanel } from "../../src/node/browser/open-panel.ts";
import { readMessages, readTranslations } from "../text/locales.ts";
import { missingTranslations } from "../text/translations.ts";
import { builtExtension, openBuiltPanel, panelFrameOf } from "./panel-page.ts";
import { type RefusingApi, startRefusingApi } from "./refusing-api.ts";

let site: RefusingApi;
let extension: string;
let opened: OpenedPanel;

beforeAll(async () => {
  site = await startRefusingApi();
  extension = await copyInGermanOnly();
  opened = await openBuiltPanel(site.pageUrl, { extension });
});

afterAll(async () => {
  await opened?.close();
  await site?.close();
  await rm(extension, { recursive: true, force: true });
});

test("shows no English text where the browser chooses the German ones", async () => {
  await opened.page.goto(`${site.pageUrl}/?call=/german`);
  const panel = await panelFrameOf(opened);
  await panel.waitForSelector("[data-fix-code]");
  const german = readMessages("de");
  expect(await panel.$eval("html", ({ lang }) => lang)).toBe("de");
  expect(await panel.$eval("[data-fixes]", (fixes) => fixes.ariaLabel)).toBe(german.fix?.message);
  expect(await panel.$eval(".side", (side) => side.ariaLabel)).toBe(german.fetches?.message);
  const shown = await panel.$eval("body", (body) => body.innerText);
  const english = readMessages("en");
  const translated = Object.keys(german).filter((name) => english[name]?.message !== german[name]?.message);
  const lines = new Set(shown.split("\n").map((line) => line.trim()));
  expect(translated.filter((name) => lines.has(english[name]?.message ?? ""))).toEqual([]);
  const prose = readTranslations("de");
  const notTranslated = missingTranslations("de").map(({ text }) => text);
  const asShown = (text: string) => text.replaceAll("`", "");
  const what = await panel.$eval("[data-what]", ({ firstChild }) => firstChild?.textContent ?? "");
  const known = [...Object.values(prose), ...notTranslated].map(asShown);
  expect(known.filter((text) => what !== "" && text.startsWith(what))).not.toEqual([]);
  const sentences = Object.keys(prose).filter((text) => text !== prose[text] && text.length > 15);
  expect(sentences.filter((text) => shown.includes(asShown(text)))).toEqual([]);
});

/**
 * A copy of the built extension that has no texts but the German ones, because the browser of the test may not speak
 * German and would choose the English ones. Returns its folder.
 */
async function copyInGermanOnly(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "cors-panel-german-"));
  await cp(builtExtension, folder, { recursive: true });
  await rm(join(folder, "_locales/en"), { recursive: true });
  const manifestFile = join(folder, "manifest.json");
  const manifest = JSON.parse(await readFile(manifestFile, "utf8"));
  await writeFile(manifestFile, JSON.stringify({ ...manifest, default_locale: "de" }));
  return folder;
}
