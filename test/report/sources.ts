import { lazy } from "../../src/collections.ts";
import { diagnose, readHar } from "../../src/index.ts";
import { type DiagnosedSource, defaultOptions } from "../../src/report/format.ts";
import { type FormatId, formats } from "../../src/report/index.ts";
import { chromiumCaptures } from "../scenarios/captures.ts";

/** A HAR log as the source of a report. */
export function sourceOf(har: unknown, source = "app.har"): DiagnosedSource {
  const recording = readHar(har);
  return { source, recording, diagnoses: diagnose(recording) };
}

/** A report on sources, with the fix for one stack. */
export function writeSources(format: FormatId, ...sources: DiagnosedSource[]): string {
  return [...formats[format].write(sources, { ...defaultOptions, stacks: ["nginx-proxy"] })].join("");
}

/** Text that has a meaning in one of the formats. A server can send it in a header. */
const hostileTexts = [
  '"><img src=x onerror=alert(1)><!--',
  "`|` \\| | a\\",
  "```\n# heading\n- @somebody #1",
  "](javascript:alert(1)) ![x](https://x.example/p.png) https://x.example www.x.example",
  "]]></failure><failure>&amp;&#0;",
  "\u0000\u0008\u001b[2J\ufffe\uffff\ud800\u202e",
  "::error::x\r\n::add-mask::y%0A::stop-commands::z,a:b ##[add-mask]w",
  "{0} {{ [link](1) _a_ *b* ~c~ <u>d</u>",
  "##vso[task.setvariable variable=PATH]/evil ##teamcity[buildStatus text='x'] ##[add-mask]e",
];

/** Every Chromium capture with a hostile text after each header value, URL and method. */
export const hostileSources = lazy(() =>
  chromiumCaptures().map(({ log, name }, index) => {
    const hostile = hostileTexts[index % hostileTexts.length];
    const copy = JSON.parse(JSON.stringify(log), (key, value) =>
      typeof value === "string" && /^(value|method|url)$/.test(key) ? value + hostile : value,
    );
    return sourceOf(copy, `${name}${hostileTexts[(index + 3) % hostileTexts.length]}.har`);
  }),
);
