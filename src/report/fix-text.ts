import { groupBy, unique } from "../collections.ts";
import type { Diagnosis } from "../diagnosis.ts";
import type { Fix } from "../fixes/fix.ts";
import { credentialsUnknown } from "../fixes/policy-warnings.ts";
import { translate } from "../text/translate.ts";
import { cut, visible } from "../text/visible.ts";
import { changedLinesOf } from "./changed-lines.ts";
import { type Fixes, likeliestFixes, otherStacksOf } from "./chosen-fixes.ts";
import { serverOf } from "./groups.ts";
import { maxUrlLength } from "./request-line.ts";
import { shortList } from "./sentences.ts";
import { codeLines, shorten, type TextLayout, wrap, wrapUpTo } from "./text-layout.ts";

/** The fixes that a report printed so far, so that all refusals of one server share one code. */
export interface PrintedFixes {
  /** The fixes whose changed lines stand with a refusal. */
  readonly changes: Set<string>;
  /** The fixes whose complete code is printed. */
  readonly codes: Set<string>;
  /** The warnings that are printed with a code. */
  readonly warnings: Set<string>;
}

/** What a report remembers of its fixes before it prints the first. */
export function noPrintedFixes(): PrintedFixes {
  return { changes: new Set(), codes: new Set(), warnings: new Set() };
}

/** The fixes for the chosen stacks, or for the likeliest one, and in a verbose report their longer forms too. */
export function fixesToPrint(fixes: Fixes, stacks: readonly string[], { verbose }: TextLayout): Fix[] {
  const ofChosen = stacks.length > 0 ? [...fixes].filter(({ stack }) => stacks.includes(stack)) : [];
  const chosen = ofChosen.length > 0 ? ofChosen : likeliestFixes(fixes);
  return chosen.filter((fix) => hasCode(fix) && (verbose || !fix.isAlternative));
}

/** False for a change of the page that only repeats the explanation. */
export function hasCode({ stack, language }: Fix): boolean {
  return stack !== "page" || language !== "text";
}

/** Where a fix belongs, and how certain that is: "Fix for nginx (likely)". */
export function fixLabel({ stack, stackName, certainty }: Fix): string {
  if (stack === "page") return translate("Fix in the page");
  if (stack === "response-headers") return translate("Fix for any server");
  return certainty === "possible" ? translate`Fix for ${stackName} (likely)` : translate`Fix for ${stackName}`;
}

/** The page's change in one sentence; "" where the explanation says it, or where there is code for the change. */
export function pageChangeOf([fix]: Fixes, { reasons: [reason], verdict }: Diagnosis): string {
  const explanation = reason?.explain ?? verdict?.explain ?? "";
  return fix && !hasCode(fix) && !explanation.startsWith(fix.title) ? `${fix.title}.` : "";
}

/**
 * A fix with its title: the complete code with its warnings where that fits into `code` lines, else the lines that change,
 * in at most `change` lines. A fix whose changed lines the report showed already has one line.
 */
export function fixSummaryLines(
  fix: Fix,
  diagnosis: Diagnosis,
  room: { readonly code: number; readonly change: number },
  layout: TextLayout,
  printed: PrintedFixes,
): string[] {
  const server = serverOf(diagnosis.fetch);
  const key = keyOf(fix, server);
  const isRepeated = printed.changes.has(key);
  printed.changes.add(key);
  const name = fixLabel(fix);
  const heading = (text: string) => wrapUpTo(2, text, layout).map((line) => layout.paint("strong", line));
  if (isRepeated) return heading(`${name}: the same code as above${layout.verbose ? `. ${fix.title}` : ""}`);
  const title = heading(`${name}: ${fix.title}`);
  const whole = [
    ...codeLines(fix.code, codeIndent, layout.paint),
    ...warningLines(shownWarnings(fix, [fix], layout), layout),
  ];
  if (title.length + whole.length > room.code) {
    return [...title, ...changedLines(fix, diagnosis, room.change - title.length, layout)];
  }
  markPrinted(fix, server, shownWarnings(fix, [fix], layout), printed);
  return [...title, ...whole];
}

function changedLines(fix: Fix, diagnosis: Diagnosis, room: number, { width, paint }: TextLayout): string[] {
  const { lines, left } = changedLinesOf(fix, diagnosis, room);
  return [
    ...lines.map(({ text, isChanged }) =>
      paint(isChanged ? "want" : "code", shorten(`    ${isChanged ? "+" : " "} ${text}`, width)),
    ),
    ...(left > 0 && room > 0 ? [`    … ${left} more ${left === 1 ? "line" : "lines"} below`] : []),
  ];
}

/**
 * The complete code of the fixes for one server, each once, with what to know before pasting. What the report printed
 * already is left out.
 */
export function completeFixLines(
  fixes: readonly Fix[],
  server: string,
  isShared: boolean,
  layout: TextLayout,
  printed: PrintedFixes,
): string[] {
  const sameCode = [...groupBy(fixes, (fix) => keyOf(fix, server)).values()];
  return sameCode.flatMap((same) => {
    const [fix] = same;
    const isRepeated = printed.codes.has(keyOf(fix, server));
    const scope = `This code covers every refused request to \`${cut(server, maxUrlLength)}\`.`;
    const all = [
      ...(isShared && fix.stack !== "page" ? [scope] : []),
      ...same.flatMap((one) => shownWarnings(one, fixes, layout)),
    ];
    const warnings = unique(all).filter((warning) => !printed.warnings.has(warningKey(fix, server, warning)));
    if (isRepeated && warnings.length === 0) return [];
    markPrinted(fix, server, warnings, printed);
    const code = isRepeated ? ["  The same code as above."] : ["", ...codeLines(fix.code, codeIndent, layout.paint)];
    return [
      ...sectionHeading(fix, server, layout),
      ...wrapUpTo(2, fix.title, layout).map((line) => layout.paint("strong", line)),
      ...code,
      ...(isRepeated || warnings.length === 0 ? [] : [""]),
      ...warningLines(warnings, layout),
      "",
    ];
  });
}

/** How to get the code for another stack; no lines where the user chose one, or where there is no other. */
export function otherStacksLines(fixes: Fixes, layout: TextLayout, stacks: readonly string[]): string[] {
  const [first] = fixes;
  const [other] = stacks.length > 0 ? [] : otherStacksOf(fixes);
  if (other === undefined) return [];
  const { verbose, optionNames } = layout;
  if (!verbose)
    return wrapUpTo(2, `Server unknown. For your server's code: ${optionNames.stack}, such as ${other}.`, layout);
  const question = first?.certainty === null ? "Server unknown. For your server's code:" : "For another server's code:";
  const others = shortList([...otherStacksOf(fixes)], 6);
  return wrapUpTo(2, `${question} ${optionNames.stack}, such as ${others}.`, layout);
}

const codeIndent = "      ";

function sectionHeading({ stack, stackName }: Fix, server: string, { width, paint }: TextLayout): string[] {
  const place = stack === "page" ? "" : ` at ${visible(cut(server, maxUrlLength))}`;
  return [`${paint("want", "FIX")}  ${shorten(`${visible(stackName)}${place}`, width - "FIX  ".length)}`];
}

function shownWarnings(fix: Fix, fixes: readonly Fix[], { verbose }: TextLayout): readonly string[] {
  return verbose ? fix.warnings : neededWarnings(fix, fixes);
}

/** The warnings of a fix that the reader needs to paste the code; `fixes` are all that are shown with it. */
export function neededWarnings({ warnings }: Fix, fixes: readonly Fix[]): readonly string[] {
  const isInCode = fixes.some(({ code }) => /\buncomment\b/.test(code));
  return isInCode ? warnings.filter((warning) => warning !== translate(credentialsUnknown)) : warnings;
}

function warningLines(warnings: readonly string[], { width }: TextLayout): string[] {
  return warnings.flatMap((warning) => wrap(`- ${warning}`, width, "  ", "    "));
}

function markPrinted(fix: Fix, server: string, warnings: readonly string[], { codes, warnings: all }: PrintedFixes) {
  codes.add(keyOf(fix, server));
  for (const warning of warnings) all.add(warningKey(fix, server, warning));
}

/** Several codes for one stack are alternatives, or parts of one change, so a warning of the stack stands once. */
function warningKey({ stack }: Fix, server: string, warning: string): string {
  return `${server} ${stack} ${warning}`;
}

function keyOf({ stack, code }: Fix, server: string): string {
  return `${server} ${stack} ${code}`;
}
