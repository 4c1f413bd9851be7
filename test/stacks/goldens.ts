import { stacks } from "../../src/stacks/index.ts";
import type { Snippet } from "../../src/stacks/stack.ts";
import { snippetsOf, written } from "./written.ts";

/** What a stack writes down in one case, as the file in `golden/` that shows it. */
export interface Golden {
  readonly stack: string;
  readonly name: string;
  readonly file: string;
  readonly text: string;
}

export const goldenFolder = new URL("./golden/", import.meta.url);

/** Every golden as the stacks write it now. */
export const goldens: readonly Golden[] = stacks.flatMap((stack) =>
  written.map(([name, ...wanted]) => ({
    stack: stack.id,
    name,
    file: `${stack.id}--${name}.${extensionOf(stack.language)}`,
    text: snippetsOf(stack, ...wanted)
      .map((snippet) => shown(snippet, stack.language))
      .join("\n\n"),
  })),
);

function extensionOf(language: string): string {
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
    rust: "rs",
    elixir: "exs",
    properties: "properties",
    json: "json.txt",
    http: "http",
  };
  const extension = extensions[language];
  if (extension === undefined)
    throw new Error(`Name the extension of a golden in ${language} in test/stacks/goldens.ts.`);
  return extension;
}

/** The code with a mark at the end of each changed line, and the warnings above it, in the language's own comments. */
function shown({ title, code, changed, warnings }: Snippet, language: string): string {
  const comment = commentOf(language);
  const lines = code.split("\n").map((line, index) => (changed.includes(index) ? `${line} ${comment} CHANGED` : line));
  const above = [...(title ? [title] : []), ...warnings].map((text) => `${comment} ${text}`);
  return [...above, "", ...lines, ""].join("\n");
}

function commentOf(language: string): "#" | "//" {
  return ["nginx", "apache", "caddyfile", "haproxy", "yaml", "python", "ruby", "elixir", "properties"].includes(
    language,
  )
    ? "#"
    : "//";
}
