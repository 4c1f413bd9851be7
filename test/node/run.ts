import { cli } from "../../src/node/cli.ts";

/** The result of one run of the command line. */
export interface Run {
  readonly code: number;
  readonly out: string;
  readonly errors: readonly string[];
}

export interface RunOptions {
  readonly stdin?: readonly Uint8Array[];
  /** The width of the terminal; undefined when standard output is a pipe. */
  readonly columns?: number;
  readonly env?: Readonly<Record<string, string>>;
}

/** Runs the command line in this process, on a terminal without colors. */
export function run(...argv: string[]): Promise<Run> {
  return runWith({ columns: 100, env: { NO_COLOR: "1" } }, ...argv);
}

/** Runs the command line in this process, with its output in a pipe. */
export function runPiped(...argv: string[]): Promise<Run> {
  return runWith({}, ...argv);
}

/** Runs the command line in this process. */
export async function runWith({ stdin = [], columns, env = {} }: RunOptions, ...argv: string[]): Promise<Run> {
  const out: string[] = [];
  const errors: string[] = [];
  const code = await cli(argv, {
    stdin: (async function* () {
      yield* stdin;
    })(),
    print: async (text) => void out.push(text),
    warn: (line) => void errors.push(line),
    columns,
    env,
  });
  return { code, out: out.join(""), errors };
}
