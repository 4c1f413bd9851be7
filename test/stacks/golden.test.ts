import { describe, expect, test } from "vitest";
import { stacks } from "../../src/stacks/index.ts";
import type { Snippet, Stack } from "../../src/stacks/stack.ts";
import { circumstances, policies } from "./policies.ts";

const extensions: Readonly<Record<string, string>> = {
  javascript: "js.txt",
  nginx: "conf",
  apache: "conf",
  caddyfile: "caddyfile",
  haproxy: "cfg",
  yaml: "yaml",
  python: "py",
  ruby: "rb",
  php: "php",
  go: "go",
  java: "java",
  csharp: "cs",
  json: "json.txt",
};

/** Languages whose comments begin with a number sign; those of the others with two slashes. */
const numberSign = new Set(["nginx", "apache", "caddyfile", "haproxy", "yaml", "python", "ruby"]);

/** Every remedy with the policy that adds a method and a header; then the other policies, and the other redirect. */
const cases: readonly (readonly [string, keyof Stack["fix"], string, string])[] = [
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

describe.each(stacks.map((stack) => [stack.id, stack] as const))("%s", (id, stack) => {
  test.each(cases)("%s", async (name, remedy, policy, circumstance) => {
    const given = [policies[policy], circumstances[circumstance]] as Parameters<Stack["fix"]["grant"]>;
    const snippets = stack.fix[remedy](...given);
    const file = `golden/${id}--${name}.${extensions[stack.language]}`;
    await expect(snippets.map((snippet) => shown(snippet, stack.language)).join("\n\n")).toMatchFileSnapshot(file);
  });
});

/** The code with a mark at the end of each changed line, and the warnings above it, in the language's own comments. */
function shown({ title, code, changed, warnings }: Snippet, language: string): string {
  const comment = numberSign.has(language) ? "#" : "//";
  const lines = code.split("\n").map((line, index) => (changed.includes(index) ? `${line} ${comment} CHANGED` : line));
  const above = [...(title ? [title] : []), ...warnings].map((text) => `${comment} ${text}`);
  return [...above, "", ...lines, ""].join("\n");
}
