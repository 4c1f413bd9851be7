import type { FixContext, Policy, ServerRemedy } from "../remedy.ts";

// A stack writes remedies down: a policy and the context of a fix come in, snippets of code and their warnings go out.
// Texts are English; `fixes/` translates them. A stack reads no recording, knows no cause, and never allows more than the
// policy: no `*` for an origin that was not `*`, no reflected origin.

/** A remedy in the code of one stack. */
export interface Snippet {
  /** Replaces the fix's title where a stack offers a second way. */
  readonly title?: string;
  /** True for a longer form of the first snippet, which is shown to those who look at this stack. */
  readonly isAlternative?: true;
  /** Replaces the stack's language where a second way is a file of another kind. */
  readonly language?: string;
  readonly code: string;
  /** The same in strict TypeScript, where it differs. */
  readonly typescript?: string;
  /** Lines of the code, counted from 0, that differ from what the server does now. */
  readonly changed: readonly number[];
  /** What to know before pasting. */
  readonly warnings: readonly string[];
}

/** A server or framework, and its code for every remedy. */
export interface Stack {
  readonly id: string;
  /** The name for people. */
  readonly name: string;
  /** The language of the code, as editors call it. */
  readonly language: string;
  /** True where the code can keep `*` for the origins that a policy does not name, as `Policy.staysOpen` asks. */
  readonly staysOpen?: true;
  /** The usual ports of a development server, which serves a page and can forward its requests to the API. */
  readonly devPorts?: readonly number[];
  /** True for the setting of a product, which has no code. */
  readonly isSetting?: true;
  /** True where the code stays the same with credentials, because the server has no setting for them. */
  readonly ignoresCredentials?: (policy: Policy) => boolean;
  /** The ways to apply each remedy, the recommended one first. */
  readonly fix: { readonly [R in ServerRemedy]: (policy: Policy, context: FixContext) => readonly Snippet[] };
}

/** The stack as given; the compiler checks its shape here. */
export function defineStack(stack: Stack): Stack {
  return stack;
}

/** A line of code, as `changed` where it differs from what the server does now; false for no line. */
export type Line = string | { readonly changed: string } | false;

/** The line, marked where it differs from what the server does now. */
export function mark(changed: boolean, text: string): Line {
  return changed ? { changed: text } : text;
}

/**
 * The snippet of these lines. What stands in `«»` is for TypeScript alone: a part of a line, such as the type of a parameter,
 * or a whole line.
 */
export function snippet(lines: readonly Line[], warnings: readonly string[]): Snippet {
  const all = lines.filter((line) => line !== false).map((line) => (typeof line === "string" ? { kept: line } : line));
  const texts = all.map((line) => ("kept" in line ? line.kept : line.changed));
  const isTyped = texts.some((text) => text.includes("«"));
  const ofJavaScript = all.filter((_, index) => !isForTypeScript(texts[index] ?? ""));
  return {
    code: texts
      .filter((text) => !isForTypeScript(text))
      .map((text) => text.replace(/«[^»]*»/g, ""))
      .join("\n"),
    ...(isTyped ? { typescript: texts.join("\n").replace(/[«»]/g, "") } : {}),
    changed: ofJavaScript.flatMap((line, index) => ("changed" in line ? [index] : [])),
    warnings,
  };
}

function isForTypeScript(text: string): boolean {
  return /^\s*«[^»]*»$/.test(text);
}
