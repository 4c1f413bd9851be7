import { describe, expect, test } from "vitest";
import { stacks } from "../../src/stacks/index.ts";
import type { Snippet } from "../../src/stacks/stack.ts";
import { snippetsOf, written } from "./written.ts";

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

describe.each(stacks.map((stack) => [stack.id, stack] as const))("%s", (id, stack) => {
  test.each(written)("%s", async (name, ...asked) => {
    const snippets = snippetsOf(stack, ...asked);
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
