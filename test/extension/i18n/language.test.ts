// @vitest-environment happy-dom
import { afterEach, expect, test, vi } from "vitest";
import { loadLanguage } from "../../../extension/i18n/language.ts";
import { t } from "../../../extension/i18n/messages.ts";
import { setTranslator, translate } from "../../../src/index.ts";
import { messagesIn } from "../fakes.ts";

afterEach(() => {
  setTranslator(undefined);
  vi.unstubAllGlobals();
});

test("panel and engine speak the language of the browser's texts", async () => {
  vi.stubGlobal("fetch", async () => Response.json({ "It is refused.": "Es ist abgelehnt." }));
  await loadLanguage(messagesIn("de"));
  expect([document.documentElement.lang, translate("It is refused.")]).toEqual(["de", "Es ist abgelehnt."]);
});

test.each([
  ["is not there", () => Promise.reject(new TypeError("Failed to fetch"))],
  ["is broken", async () => new Response("<!doctype html>")],
])("the engine stays English where its prose in that language %s, and the panel is drawn", async (_, fetch) => {
  vi.stubGlobal("fetch", fetch);
  await loadLanguage(messagesIn("de"));
  expect([t("settingsDone"), translate("It is refused.")]).toEqual([
    messagesIn("de")("settingsDone", []),
    "It is refused.",
  ]);
});
