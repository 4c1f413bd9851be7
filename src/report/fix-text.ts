import type { Fix } from "../fixes/fix.ts";
import { cut } from "../text/visible.ts";
import { likeliestFixes, otherStacksOf } from "./chosen-fixes.ts";
import { maxUrlLength } from "./request-line.ts";
import { shortList } from "./sentences.ts";
import { codeLines, type TextLayout, wrap } from "./text-layout.ts";

/** What the text of a fix depends on besides the fix. */
export interface FixTextContext {
  /** Origin of the server that the fixes change. */
  readonly server: string;
  /** True where the report has no other group of refused fetches of this server. */
  readonly isOnlyGroup: boolean;
  /** The code and the warnings that the report printed so far; `fixLines` adds what it prints. */
  readonly printed: Set<string>;
  /** The ids of the stacks that the user chose; empty for the likeliest one. */
  readonly stacks: readonly string[];
}

/**
 * The fixes for the chosen stacks, or for the likeliest one and how to get those for another one. Code and warnings that the report printed
 * for the same server are not repeated.
 */
export function fixLines(fixes: readonly Fix[], layout: TextLayout, context: FixTextContext): string[] {
  const ofChosen = fixes.filter(({ stack }) => context.stacks.includes(stack));
  const chosen = ofChosen.length > 0 ? ofChosen : likeliestFixes(fixes);
  const otherStacks = context.stacks.length > 0 ? [] : otherStacksOf(fixes);
  const isNew = chosen.some((fix) => !context.printed.has(keyOf(fix, context)));
  return [
    ...chosen.flatMap((fix) => linesOf(fix, layout, context)),
    ...(isNew && otherStacks.length > 0
      ? [
          "",
          ...wrap(
            `${otherStacksQuestion(chosen)} --stack ID, such as ${shortList(otherStacks, 6)}.`,
            layout.width,
            "  ",
          ),
        ]
      : []),
  ];
}

function otherStacksQuestion([first]: readonly Fix[]): string {
  return first?.certainty === null ? "Which server is it? For its code:" : "For another stack:";
}

function linesOf(fix: Fix, { width, paint }: TextLayout, context: FixTextContext): string[] {
  const { stack, stackName, title, code, certainty } = fix;
  const isRepeated = context.printed.has(keyOf(fix, context));
  const warnings = newWarnings(fix, context).flatMap((warning) => ["", ...wrap(warning, width, "  ")]);
  const heading = wrap(
    `${certainty === "possible" ? "Possible fix" : "Fix"} for ${stackName}: ${title}`,
    width,
    "  ",
  ).map((line) => paint("strong", line));
  if (isRepeated) return ["", ...heading, "", "  The same code as above.", ...warnings];
  const scope = `It grants what every refused fetch of \`${cut(context.server, maxUrlLength)}\` needs.`;
  return [
    "",
    ...heading,
    "",
    ...codeLines(code, "      ", paint),
    ...(context.isOnlyGroup || stack === "page" ? [] : ["", ...wrap(scope, width, "  ")]),
    ...warnings,
  ];
}

/** The warnings of a fix that were not printed with the same code yet. Notes the code and the warnings as printed. */
function newWarnings(fix: Fix, context: FixTextContext): string[] {
  const { printed } = context;
  const key = keyOf(fix, context);
  const isRepeated = printed.has(key);
  const warnings = fix.warnings.filter((warning) => !isRepeated || !printed.has(`${key} ${warning}`));
  printed.add(key);
  for (const warning of fix.warnings) printed.add(`${key} ${warning}`);
  return warnings;
}

function keyOf({ stack, code }: Fix, { server }: FixTextContext): string {
  return `${server} ${stack} ${code}`;
}
