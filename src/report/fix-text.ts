import type { Fix } from "../fixes/fixes.ts";
import { cut, visibleLines } from "../text/visible.ts";
import type { Paint } from "./format.ts";
import { shortList } from "./sentences.ts";
import { wrap } from "./wrap.ts";

/** How text is laid out. */
export interface TextLayout {
  readonly width: number;
  readonly paint: Paint;
}

/** What the fixes of one report have told already, and whether a group is the only one of its server. */
export interface ReportedFixes {
  readonly reported: Set<string>;
  readonly alone: boolean;
}

/** Each change that the likeliest stack needs, what is told already left out; another stack is a command away. */
export function fixLines(
  fixes: readonly Fix[],
  { width, paint }: TextLayout,
  { reported, alone }: ReportedFixes,
  server: string,
): string[] {
  const own = fixes.filter(({ stack }) => stack === fixes[0]?.stack);
  const others = [...new Set(fixes.map(({ stack }) => stack))].slice(1);
  const isNew = own.some(({ stack, code }) => !reported.has(`${server} ${stack} ${code}`));
  const lines = own.flatMap(({ stack, stackName, title, code, warnings }) => {
    const key = `${server} ${stack} ${code}`;
    const repeats = reported.has(key);
    const notes = warnings.filter((warning) => !repeats || !reported.has(`${key} ${warning}`));
    for (const each of [key, ...warnings.map((warning) => `${key} ${warning}`)]) reported.add(each);
    const paragraphs = notes.flatMap((warning) => ["", ...wrap(warning, width, "  ")]);
    const heading = wrap(`Fix for ${stackName}: ${title}`, width, "  ").map((line) => paint("strong", line));
    if (repeats) return ["", ...heading, "", "  The same code as above.", ...paragraphs];
    return [
      "",
      ...heading,
      "",
      ...visibleLines(code.trimEnd()).map((line) => (line === "" ? "" : paint("code", `      ${line}`))),
      ...(alone || stack === "page"
        ? []
        : ["", ...wrap(`It grants what every refused fetch of \`${cut(server, longestUrl)}\` needs.`, width, "  ")]),
      ...paragraphs,
    ];
  });
  return [
    ...lines,
    ...(isNew && others.length > 0
      ? ["", ...wrap(`For another stack: --stack ID, such as ${shortList(others, 6)}.`, width, "  ")]
      : []),
  ];
}

const longestUrl = 300;
