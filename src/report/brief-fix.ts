import { groupBy } from "../collections.ts";
import type { Fix } from "../fixes/fix.ts";
import { cut } from "../text/visible.ts";
import { briefLine, labelWidth } from "./brief-line.ts";
import type { BriefSaid } from "./brief-said.ts";
import { changedLinesOf } from "./changed-lines.ts";
import { type Fixes, likeliestFixes } from "./chosen-fixes.ts";
import { hasCode, pageChangeOf } from "./fix-text.ts";
import type { FormatOptions } from "./format.ts";
import { serverOf } from "./groups.ts";
import type { NumberedRefusal } from "./numbered-refusal.ts";
import { shortList } from "./sentences.ts";

/** The code for the first stack, up to a few lines; in a verbose report the whole code for each chosen stack. */
export function fixLines(refusal: NumberedRefusal, options: FormatOptions, said: BriefSaid): string[] {
  const { group, fixes } = refusal;
  if (fixes === null) return [briefLine("fix", "below, in the code for the rule")];
  const ofEachStack = fixesWithCode(fixes, options.stacks);
  const [fix] = ofEachStack;
  if (!fix) {
    const change = pageChangeOf(fixes, group[0]);
    return change === "" ? [] : [briefLine("fix", `page: ${change}`)];
  }
  if (options.verbose) return ofEachStack.flatMap((each) => codeLines(each, refusal, said, wholeCode));
  const stacks = ofEachStack.map(({ stack }) => stack);
  const notShown = (left: number) => notShownText(left, stacks, options.optionNames);
  return codeLines(fix, refusal, said, { maxLines: maxCodeLines, notShown });
}

const maxCodeLines = 6;

/** One fix with code for each chosen stack, or for each likely one where no chosen stack has a fix. */
function fixesWithCode(fixes: Fixes, chosen: FormatOptions["stacks"]): Fix[] {
  const ofChosen = chosen.length > 0 ? [...fixes].filter(({ stack }) => chosen.includes(stack)) : [];
  const withCode = (ofChosen.length > 0 ? ofChosen : likeliestFixes(fixes)).filter(hasCode);
  return [...groupBy(withCode, ({ stack }) => stack).values()].map(([fix]) => fix);
}

/** What the lines of the first stack leave out, and the option that shows it; "" where they leave out nothing. */
function notShownText(left: number, stacks: readonly string[], optionNames: FormatOptions["optionNames"]): string {
  const others = stacks.slice(1);
  const parts = [
    ...(left > 0 ? [`${left} more lines`] : []),
    ...(others.length > 0 ? [`the code for ${shortList(others)}`] : []),
  ];
  return parts.length > 0 ? `; ${parts.join(" and ")} ${optionNames.wholeCode(stacks)}` : "";
}

/** How much of a fix is shown. */
interface Extent {
  readonly maxLines: number;
  /** Says how to get the given number of lines that are left, and the fixes for other stacks. */
  readonly notShown: (left: number) => string;
}

const wholeCode: Extent = { maxLines: Number.POSITIVE_INFINITY, notShown: () => "" };

/** The title and the code of a fix, or the number of the refusal that they stand with. */
function codeLines(
  fix: Fix,
  { group: [diagnosis], number }: NumberedRefusal,
  said: BriefSaid,
  { maxLines, notShown }: Extent,
): string[] {
  const key = `${serverOf(diagnosis.fetch)} ${fix.stack} ${fix.code}`;
  const shownWith = said.fixes.get(key);
  if (shownWith !== undefined) return [briefLine("fix", `${fix.stack}: the same as for REFUSED ${shownWith}`)];
  said.fixes.set(key, number);
  const { lines, left } = changedLinesOf(fix, diagnosis, maxLines);
  const likely = fix.certainty === "possible" ? " (likely)" : fix.certainty === null ? " (server unknown)" : "";
  const form = fix.form === "change" ? "change the existing code; keep its other entries" : "new code";
  const indent = " ".repeat(labelWidth);
  return [
    briefLine("fix", `${fix.stack}${likely}: ${fix.title} (${form}${notShown(left)})`),
    ...lines.map(({ text, isChanged }) => `${indent} ${isChanged ? "+" : " "} ${cut(text.trimEnd(), maxCodeLength)}`),
  ];
}

const maxCodeLength = 240;
