import { createHash } from "node:crypto";
import type { Snippet, Stack } from "../../src/stacks/stack.ts";
import { contexts, policies } from "./policies.ts";

type Asked = readonly [remedy: keyof Stack["fix"], policy: string, context: string];

/** Every remedy with the policy that adds a method and a header; then the other policies, and the other redirect. */
export const written: readonly (readonly [name: string, ...Asked])[] = [
  ["grant", "grant", "one", "no redirect"],
  ["answer-preflight", "answer-preflight", "one", "no redirect"],
  ["send-once", "send-once", "one", "no redirect"],
  ["keep-on-errors", "keep-on-errors", "one", "no redirect"],
  ["avoid-redirect", "avoid-redirect", "one", "a redirected preflight"],
  ["vary", "vary", "one", "no redirect"],
  ["repair-server", "repair-server", "one", "no redirect"],
  ["grant--several", "grant", "several", "no redirect"],
  ["vary--several", "vary", "several", "no redirect"],
  ["grant--open", "grant", "open", "no redirect"],
  ["grant--rootless", "grant", "one", "calls without a common path"],
  ["avoid-redirect--actual", "avoid-redirect", "one", "a redirect with user and password"],
];

export function snippetsOf(stack: Stack, ...[remedy, policy, context]: Asked): readonly Snippet[] {
  const given = [policies[policy], contexts[context]] as Parameters<Stack["fix"]["grant"]>;
  return stack.fix[remedy](...given);
}

/** Changes with any code that the stack writes: what was proved of other code is proved no more. */
export function digestOf(stack: Stack): string {
  const code = written.flatMap(([, ...asked]) => snippetsOf(stack, ...asked).map((snippet) => snippet.code));
  return createHash("sha256").update(code.join("\n\n")).digest("hex").slice(0, 16);
}
