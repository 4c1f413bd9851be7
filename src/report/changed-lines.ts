import type { Diagnosis } from "../diagnosis.ts";
import type { Fix } from "../fixes/fix.ts";
import { visibleLines } from "../text/visible.ts";

/** The lines of a code that show where to look. */
export interface ChangedLines {
  readonly lines: readonly { readonly text: string; readonly isChanged: boolean }[];
  /** How many changed lines are left out. */
  readonly left: number;
}

/**
 * The lines of a code that change, with the lines around them where all fit into `room` lines. Where they do not, those come
 * first that have what the refused fetch lacks.
 */
export function changedLinesOf({ code, changed }: Fix, diagnosis: Diagnosis, room: number): ChangedLines {
  const lines = visibleLines(code.trimEnd());
  const isChanged = new Set(changed);
  const withText = [...lines.keys()].filter((index) => lines[index]?.trim());
  const own = withText.filter((index) => isChanged.has(index));
  const around = withText.filter(
    (index) =>
      isChanged.has(index) || ((isChanged.has(index - 1) || isChanged.has(index + 1)) && /\w/.test(lines[index] ?? "")),
  );
  const fitting = [around, own].find(({ length }) => length > 0 && length <= room);
  const all = fitting ?? (own.length > 0 ? own : withText);
  const shown = all.length <= room ? all : mostRelevant(all, lines, diagnosis, Math.max(0, room - 1));
  const margin = Math.min(...shown.map((index) => lines[index]?.search(/\S/) ?? 0));
  return {
    lines: shown.map((index) => ({ text: lines[index]?.slice(margin) ?? "", isChanged: isChanged.has(index) })),
    left: all.length - shown.length,
  };
}

/** At most `count` lines in the order of the code: first those with a name or value that the refused fetch needs. */
function mostRelevant(
  indexes: readonly number[],
  lines: readonly string[],
  { findings }: Diagnosis,
  count: number,
): number[] {
  const needed = findings.flatMap(({ names, want }) => [...names, ...(want === null ? [] : [want])]);
  const isRelevant = (index: number) => needed.some((value) => lines[index]?.includes(value));
  const ranked = [...indexes.filter(isRelevant), ...indexes.filter((index) => !isRelevant(index))];
  return ranked.slice(0, count).sort((a, b) => a - b);
}
