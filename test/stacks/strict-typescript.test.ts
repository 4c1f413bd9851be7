import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { execPath } from "node:process";
import { afterAll, expect, test } from "vitest";
import type { ServerRemedy } from "../../src/remedy.ts";
import { stacks } from "../../src/stacks/index.ts";
import { contexts, policies } from "./policies.ts";

const modules = join(import.meta.dirname, "../../node_modules");
const tsc = join(modules, "typescript/bin/tsc");
const folder = mkdtempSync(join(modules, ".strict-typescript-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** What an app in TypeScript has around the code: the lines before it, and those around a part of a function. */
interface Surroundings {
  readonly before: string;
  /** Around code that changes lines within a function; `CODE` stands for it. */
  readonly within?: string;
  /** What the code needs, and imports only where it is new to the app. */
  readonly imports?: string;
}

const fetchHandler: Surroundings = {
  before: "declare function handle(request: Request, ...rest: unknown[]): Promise<Response>;",
  within:
    "declare const request: Request; declare const response: Response; declare const preflight: boolean; declare const origin: string; CODE",
};

const apps: Readonly<Record<string, Surroundings>> = {
  "express-cors": {
    before: "import express from 'express';\nconst app = express();",
    imports: "import cors from 'cors';",
  },
  "express-manual": {
    before: "import express from 'express';\nconst app = express();",
    within:
      "app.use((req, res, next) => { const preflight = req.method === 'OPTIONS'; const origin = req.headers.origin ?? ''; CODE next(); });",
  },
  "node-http": {
    before: "import type { IncomingMessage as Request, ServerResponse as Response } from 'node:http';",
    within:
      "export function listener(req: Request, res: Response) { const preflight = req.method === 'OPTIONS'; const origin = req.headers.origin ?? ''; CODE }",
  },
  fastify: {
    before: "import Fastify from 'fastify';\nconst app = Fastify();",
    imports: "import cors from '@fastify/cors';",
  },
  hono: {
    before: "import { Hono } from 'hono';\nconst app = new Hono();",
    imports: "import { cors } from 'hono/cors';",
  },
  koa: { before: "import Koa from 'koa';\nconst app = new Koa();", imports: "import cors from '@koa/cors';" },
  "cloudflare-workers": fetchHandler,
  netlify: fetchHandler,
  vercel: fetchHandler,
  "supabase-edge": {
    ...fetchHandler,
    before: `${fetchHandler.before}\ndeclare const Deno: { serve(handler: (request: Request) => Response | Promise<Response>): void };`,
  },
  "aws-lambda": {
    before: "declare function handle(event: object, context: object): Promise<{ statusCode: number }>;",
    within:
      "declare const headers: Headers; declare const sent: Headers; declare const preflight: boolean; declare const origin: string; CODE",
  },
};

test("every stack's code for JavaScript compiles in strict TypeScript", () => {
  const files = stacks.flatMap((stack) => {
    const around = apps[stack.id];
    return around ? codesOf(stack.id).map((code) => [`${stack.id}`, inApp(code, around)] as const) : [];
  });
  expect(files.length).toBeGreaterThan(200);
  expect(errorsIn(files)).toEqual([]);
  expect(errorsIn([["koa", "const a: string = 1;"]])).toHaveLength(1);
});

/** Every different code that the stack writes in JavaScript, as TypeScript where that differs. */
function codesOf(id: string): string[] {
  const stack = stacks.find((one) => one.id === id);
  const snippets = Object.values(policies).flatMap((policy) =>
    Object.values(contexts).flatMap((context) =>
      (Object.keys(stack?.fix ?? {}) as ServerRemedy[]).flatMap(
        (remedy) =>
          stack?.fix[remedy](policy, context).map((snippet) => ({ language: stack.language, ...snippet })) ?? [],
      ),
    ),
  );
  const inJavaScript = snippets.filter(({ language }) => language === "javascript");
  return [...new Set(inJavaScript.map(({ code, typescript = code }) => typescript))];
}

function inApp(code: string, { before, within, imports = "" }: Surroundings): string {
  const asModule = code.replace(/^const (\w+) = require\('([^']+)'\);/gm, "import $1 from '$2';");
  if (/^const app = /m.test(code)) return asModule;
  const isWhole = within === undefined || /^(?:app\.use|export |function |Deno\.)/m.test(code);
  const own = isWhole ? asModule : within.replace("CODE", () => `\n${asModule}\n`);
  const needed = imports !== "" && !asModule.includes(imports) ? imports : "";
  return [before, needed, own, "export {};"].join("\n");
}

/** What the compiler says of the files, each error with the file's code. */
function errorsIn(files: readonly (readonly [name: string, code: string])[]): string[] {
  const names = files.map(([name, code], index) => {
    const file = `${name}-${index}.ts`;
    writeFileSync(join(folder, file), code);
    return file;
  });
  const compilerOptions = {
    strict: true,
    noEmit: true,
    skipLibCheck: true,
    module: "nodenext",
    target: "es2022",
    lib: ["es2023", "dom", "dom.iterable"],
    types: ["node"],
  };
  writeFileSync(join(folder, "package.json"), JSON.stringify({ type: "module" }));
  writeFileSync(join(folder, "tsconfig.json"), JSON.stringify({ compilerOptions, files: names }));
  const { stdout } = spawnSync(execPath, [tsc, "-p", folder, "--pretty", "false"], { cwd: folder, encoding: "utf8" });
  return stdout
    .split("\n")
    .filter((line) => / error TS/.test(line))
    .map((line) => `${line}\n${files[Number(/-(\d+)\.ts/.exec(line)?.[1])]?.[1]}`);
}
