import { expect, test } from "vitest";
import { refusalAsPrompt, refusalInMarkdown } from "../../src/index.ts";
import { defaultOptions } from "../../src/report/format.ts";
import { type FormatId, formats } from "../../src/report/index.ts";
import { transcript } from "../../src/report/transcript.ts";
import { visible, visibleJson, visibleText } from "../../src/text/visible.ts";
import { readRecording } from "../recordings/recordings.ts";
import { sourceOf } from "./sources.ts";

/** Marks for the direction of writing, characters without a width, and the tags that hide text in plain sight. */
const unsafe = /[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\u{e0000}-\u{e01ef}]/u;

const hidden = "\u202e\u200b\u{e0041}";
const har = JSON.parse(JSON.stringify(readRecording("bidirectional-text")).replaceAll("\u202e", hidden));
const source = sourceOf(har, `a${hidden}b.har`);
const refused = source.diagnoses;

const outputs: Readonly<Record<string, string>> = {
  ...Object.fromEntries(
    (Object.keys(formats) as FormatId[]).flatMap((id) =>
      [{}, { verbose: true, allFixes: true, showSecrets: true }].map((options) => [
        `${id} with ${JSON.stringify(options)}`,
        [...formats[id].write([source], { ...defaultOptions, ...options, reportPage: "<!-- report -->" })].join(""),
      ]),
    ),
  ),
  "the copied Markdown": refusalInMarkdown(refused, source.recording, "express"),
  "the agent's prompt": refusalAsPrompt(refused, source.recording, "express"),
  "the transcript": transcript(source.recording.exchanges, defaultOptions),
};

test.each(Object.entries(outputs))("%s has escapes for characters that hide or turn round text", (_, output) => {
  expect(output).toMatch(/\\u202e|%E2%80%AE/i);
  expect(unsafe.exec(output)?.index ?? null).toBeNull();
});

test("the recording holds such characters in every value of a request and its response", () => {
  expect(JSON.stringify(har).match(/\u{e0041}/gu)?.length).toBeGreaterThan(5);
});

test("an escape of a character beyond U+FFFF is that of JSON", () => {
  expect(visible("\u{e0041}")).toBe("\\udb40\\udc41");
  expect(JSON.parse(visibleJson(JSON.stringify({ a: hidden })))).toEqual({ a: hidden });
});

test("letters, accents and signs of any language stay, and so do line feeds and tabs", () => {
  const text = "Zürich\tnaïve\n東京 مرحبا שלום हिन्दी ไทย 👍 …–“x”";
  expect(visibleText(text)).toBe(text);
});
