import type { Fix } from "../fixes/fix.ts";
import { translate } from "../text/translate.ts";
import { brief } from "./brief.ts";
import { fixLabel } from "./fix-text.ts";
import type { DiagnosedSource, FormatOptions } from "./format.ts";

// What a coding agent reads: the report in its shortest form, and the complete code of a fix.

/** The report on these sources in as few words as possible. */
export function agentReport(sources: readonly DiagnosedSource[], options: FormatOptions): string {
  return [...brief.write(sources, options)].join("");
}

/** The complete code of a fix, with what to know before it is used; `+` marks the lines that are new or changed. */
export function agentFixLines(fix: Fix): string[] {
  const isChange = fix.form === "change";
  const form = isChange
    ? translate("change the existing CORS code; + marks new or changed lines")
    : translate("new code");
  const changed = new Set(isChange ? fix.changed : []);
  return [
    `${fixLabel(fix)}: ${fix.title} (${form})`,
    ...fix.code.split("\n").map((line, index) => `${changed.has(index) ? "+" : " "} ${line}`.trimEnd()),
    ...fix.warnings.map((warning) => `- ${warning}`),
  ];
}
