import { cli } from "../../src/node/cli.ts";

/** What a run of the command line leaves behind. */
export interface Run {
  readonly code: number;
  readonly out: string;
  readonly errors: readonly string[];
}

/** Runs the command line within this process, on a terminal without colors. */
export async function run(...argv: string[]): Promise<Run> {
  const out: string[] = [];
  const errors: string[] = [];
  const code = await cli(argv, {
    stdin: (async function* () {})(),
    print: async (text) => void out.push(text),
    warn: (line) => void errors.push(line),
    columns: 100,
    env: { NO_COLOR: "1" },
  });
  return { code, out: out.join(""), errors };
}
