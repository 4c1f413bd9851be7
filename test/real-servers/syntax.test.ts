import { spawnSync } from "node:child_process";
import { expect, test } from "vitest";
import { stacks } from "../../src/stacks/index.ts";
import { contexts, policies } from "../stacks/policies.ts";

/** Programs that read code from their input, and end badly where it does not parse. */
const parsers: Readonly<Record<string, readonly [string, ...string[]]>> = {
  python: ["/usr/bin/python3", "-c", "import ast, sys; ast.parse(sys.stdin.read())"],
  ruby: ["ruby", "-c"],
  php: ["php", "-l"],
  go: ["gofmt", "-e"],
};

const written = stacks.filter(({ language }) => language in parsers);

test.for(written.map((stack) => [stack.id, stack] as const))(
  "%s's own parser takes every snippet",
  ([, stack], { skip }) => {
    const [program = "", ...args] = parsers[stack.language] ?? [];
    if (spawnSync(program, ["--help"], { input: "" }).error) skip(`${program} is not installed`);
    const given = Object.values(policies).flatMap((policy) =>
      Object.values(contexts).map((context) => [policy, context] as const),
    );
    const codes = given.flatMap((values) => Object.values(stack.fix).flatMap((write) => write(...values)));
    for (const code of new Set(codes.map((snippet) => snippet.code))) {
      const { status, stderr } = spawnSync(program, args, { input: code, encoding: "utf8" });
      expect(status, `${stderr}\n${code}`).toBe(0);
    }
  },
);
