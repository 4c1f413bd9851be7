import type { FixContext, Policy, ServerRemedy } from "../remedy.ts";

/** A remedy as one stack writes it down. */
export interface Snippet {
  /** Replaces the fix's title, where a stack offers a second way. */
  readonly title?: string;
  /** Replaces the stack's language, where a second way is a file of another kind. */
  readonly language?: string;
  readonly code: string;
  /** Lines of the code, counted from 0, that differ from what the server does now. */
  readonly changed: readonly number[];
  /** What to know before pasting. */
  readonly warnings: readonly string[];
}

/** What a server's answers show of the software that made them. */
export interface ServerTraits {
  /** The distinct values of a response header in any answer. */
  readonly values: (headerName: string) => readonly string[];
  /** The distinct statuses of the answers to `OPTIONS`. */
  readonly optionsStatuses: readonly number[];
}

/** What a stack was recognized by. */
export interface StackEvidence {
  readonly certainty: "certain" | "possible";
  /** In the words of the wire. */
  readonly evidence: string;
}

/** A server or framework, and every remedy written down for it. */
export interface Stack {
  readonly id: string;
  /** For people. */
  readonly name: string;
  /** As editors call it. */
  readonly language: string;
  /** Local ports of pages that this stack serves, where it is a development server that can pass their calls on. */
  readonly devPorts?: readonly number[];
  readonly recognize: (traits: ServerTraits) => StackEvidence | undefined;
  /** The ways to apply each remedy, the recommended one first. */
  readonly fix: { readonly [R in ServerRemedy]: (policy: Policy, context: FixContext) => readonly Snippet[] };
}

/** Keeps the stacks of one shape. */
export function defineStack(stack: Stack): Stack {
  return stack;
}

/** A line of code; `changed` where it differs from what the server does now; false for none. */
export type Line = string | { readonly changed: string } | false;

/** Marks a line as changed, where it is. */
export function mark(changed: boolean, text: string): Line {
  return changed ? { changed: text } : text;
}

/** Lines as a snippet. */
export function snippet(lines: readonly Line[], warnings: readonly string[]): Snippet {
  const kept = lines.filter((line) => line !== false);
  return {
    code: kept.map((line) => (typeof line === "string" ? line : line.changed)).join("\n"),
    changed: kept.flatMap((line, index) => (typeof line === "string" ? [] : [index])),
    warnings,
  };
}
