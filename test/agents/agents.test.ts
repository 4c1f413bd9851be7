import { readdirSync, readFileSync } from "node:fs";
import Ajv from "ajv";
import addFormats from "ajv-formats";
import { parse as parseToml } from "smol-toml";
import { describe, expect, test } from "vitest";
import { parse as parseYaml } from "yaml";
import { commands } from "../../src/node/commands/index.ts";

const read = (path: string) => readFileSync(new URL(`../../${path}`, import.meta.url), "utf8");
const manifest = JSON.parse(read("package.json"));

/** The code of a Markdown text: blocks and spans, each by itself. */
const codeOf = (text: string) => [...text.matchAll(/```\w*\n([\s\S]*?)```|`([^`]+)`/g)].map(([, a, b]) => a ?? b ?? "");

/** Options of other programs that the texts name. */
const otherOptions = ["--disable-web-security", "--save-dev", "--scope"];

/** Every command and option of `cors-panel` in a text that its help does not have. */
function unknownWords(text: string): string[] {
  const helps = new Map(commands.map(({ name, help }) => [name, help]));
  const allHelp = [...helps.values()].join("\n");
  const hasOption = (help: string, option: string) => new RegExp(`${option}(?![\\w-])`).test(help);
  return codeOf(text).flatMap((code) =>
    code.split("\n").flatMap((line) => {
      const [, name] = /(?:^|npx )cors-panel ([a-z]+)\b/.exec(line) ?? [];
      const help = name === undefined ? allHelp : helps.get(name);
      if (help === undefined) return [`cors-panel ${name}`];
      const options = [...line.matchAll(/(?<![\w-])--[a-z][a-z-]*/g)].map(([option]) => option);
      return options.filter((option) => !otherOptions.includes(option) && !hasOption(help, option));
    }),
  );
}

describe("server.json", () => {
  const server = JSON.parse(read("server.json"));

  test("is valid by the registry's published schema, which it names", () => {
    const schema = JSON.parse(read("test/agents/schemas/mcp-server-2025-12-11.json"));
    const ajv = new Ajv({ strict: false });
    addFormats(ajv as never);
    const validate = ajv.compile(schema);
    expect(validate(server) || validate.errors).toBe(true);
    expect(validate({ ...server, description: "x".repeat(101) })).toBe(false);
    expect(server.$schema).toBe(schema.$id);
  });

  test("names this package, its version and the command", () => {
    expect(server.name).toBe(manifest.mcpName);
    expect(server.version).toBe(manifest.version);
    expect(server.packages).toMatchObject([
      {
        registryType: "npm",
        identifier: manifest.name,
        version: manifest.version,
        transport: { type: "stdio" },
        packageArguments: [{ value: commands.find(({ name }) => name === "mcp")?.name }],
      },
    ]);
  });
});

describe("the skill", () => {
  const text = read("skills/cors/SKILL.md");
  const [, head = "", body = ""] = /^---\n([\s\S]*?)\n---\n([\s\S]*)$/.exec(text) ?? [];

  // https://agentskills.io/specification
  test("has a valid name and description", () => {
    const { name, description, ...others } = parseYaml(head);
    expect(name).toMatch(/^(?=.{1,64}$)[a-z0-9]+(-[a-z0-9]+)*$/);
    expect(readdirSync(new URL("../../skills", import.meta.url))).toEqual([name]);
    expect(description.length).toBeGreaterThan(50);
    expect(description.length).toBeLessThanOrEqual(1024);
    expect(others).toEqual({});
  });

  test("is short", () => {
    expect(body.trim().split("\n").length).toBeLessThanOrEqual(45);
  });
});

describe("what agents read", () => {
  test.each(["skills/cors/SKILL.md", "llms.txt", "docs/agents.md"])(
    "%s names only commands and options that exist",
    (path) => {
      expect(unknownWords(read(path))).toEqual([]);
    },
  );

  test("a wrong command or option is found", () => {
    expect(
      unknownWords("`cors-panel chek`, `cors-panel check --clik a`, `cors-panel open --click a`, `--verbos`"),
    ).toEqual(["cors-panel chek", "--clik", "--click", "--verbos"]);
  });

  test("is in the package, with every file that llms.txt links", () => {
    const linked = [...read("llms.txt").matchAll(/\]\(([^)]+)\)/g)].map(([, path = ""]) => path);
    for (const path of [...linked, "llms.txt", "server.json"]) {
      expect(read(path).length).toBeGreaterThan(0);
      const [folder = ""] = path.split("/");
      expect(manifest.files.includes(path) || manifest.files.includes(folder), path).toBe(true);
    }
  });

  test("each client's configuration starts the same command", () => {
    const blocks = [...read("docs/agents.md").matchAll(/```(json|toml)\n([\s\S]*?)```/g)];
    const started = blocks.map(([, language, code = ""]) => {
      const value = (language === "json" ? JSON.parse(code) : parseToml(code)) as Record<string, Record<string, Entry>>;
      const entry = Object.values(value)[0]?.["cors-panel"];
      return [entry?.command, ...(entry?.args ?? [])].join(" ");
    });
    const inProject = "npx cors-panel mcp";
    expect(started).toEqual([inProject, inProject, inProject, "npx -y -p cors-panel -p puppeteer cors-panel mcp"]);
  });
});

interface Entry {
  readonly command: string;
  readonly args: readonly string[];
}
