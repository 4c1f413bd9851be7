// @vitest-environment happy-dom
import { afterEach, expect, test, vi } from "vitest";
import { speakAs } from "../../../extension/i18n/language.ts";
import { t } from "../../../extension/i18n/messages.ts";
import { say, speak } from "../../../src/index.ts";
import { messagesIn } from "../fakes.ts";

afterEach(() => {
  speak(undefined);
  vi.unstubAllGlobals();
});

test("panel and engine speak the language of the browser's texts", async () => {
  vi.stubGlobal("fetch", async () => Response.json({ "It is refused.": "Es ist abgelehnt." }));
  await speakAs(messagesIn("de"));
  expect([document.documentElement.lang, say("It is refused.")]).toEqual(["de", "Es ist abgelehnt."]);
});

test.each([
  ["is not there", () => Promise.reject(new TypeError("Failed to fetch"))],
  ["is broken", async () => new Response("<!doctype html>")],
])("the engine stays English where its prose in that language %s, and the panel is drawn", async (_, fetch) => {
  vi.stubGlobal("fetch", fetch);
  await speakAs(messagesIn("de"));
  expect([t("settingsDone"), say("It is refused.")]).toEqual([messagesIn("de")("settingsDone", []), "It is refused."]);
});
