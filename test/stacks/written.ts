import { createHash } from "node:crypto";
import type { Snippet, Stack } from "../../src/stacks/stack.ts";
import { contexts, policies } from "./policies.ts";

/** A remedy, and the keys of a policy and of a context. */
type Wanted = readonly [remedy: keyof Stack["fix"], policy: string, context: string];

/** The cases that goldens show: every remedy for a server without CORS code, then the other policies and redirects. */
export const written: readonly (readonly [name: string, ...Wanted])[] = [
  ["grant", "grant", "fresh", "no redirect"],
  ["answer-preflight", "answer-preflight", "fresh", "no redirect"],
  ["send-once", "send-once", "several", "no redirect"],
  ["keep-on-errors", "keep-on-errors", "several", "no redirect"],
  ["avoid-redirect", "avoid-redirect", "fresh", "a redirected preflight"],
  ["vary", "vary", "one", "no redirect"],
  ["repair-server", "repair-server", "fresh", "no redirect"],
  ["grant--change", "grant", "one", "no redirect"],
  ["answer-preflight--change", "answer-preflight", "one", "no redirect"],
  ["grant--several", "grant", "several", "no redirect"],
  ["vary--several", "vary", "several", "no redirect"],
  ["grant--open", "grant", "open", "no redirect"],
  ["grant--hidden", "grant", "hidden", "no redirect"],
  ["grant--opened", "grant", "opened", "no redirect"],
  ["grant--exact", "grant", "exact", "no redirect"],
  ["grant--rootless", "grant", "fresh", "requests without a common path"],
  ["avoid-redirect--actual", "avoid-redirect", "fresh", "a redirect with user and password"],
];

/** The snippets of a stack for one case. */
export function snippetsOf(stack: Stack, ...[remedy, policy, context]: Wanted): readonly Snippet[] {
  const values = [policies[policy], contexts[context]] as Parameters<Stack["fix"]["grant"]>;
  return stack.fix[remedy](...values);
}

/** A digest of all code that the stack writes for these cases; where it changes, earlier results of `npm run prove` no longer count. */
export function digestOf(stack: Stack): string {
  const code = written.flatMap(([, ...wanted]) => snippetsOf(stack, ...wanted).map((snippet) => snippet.code));
  return createHash("sha256").update(code.join("\n\n")).digest("hex").slice(0, 16);
}
