import { parseArgs } from "node:util";
import { visible } from "../../text/visible.ts";
import { readExecutable } from "../browser/executable.ts";
import { uncaughtErrorLine } from "../errors.ts";
import { type ExitCode, exitCodes } from "../exit-code.ts";
import type { Io } from "../io.ts";
import { serve } from "../mcp/serve.ts";
import { failWith } from "./command.ts";
import { onInterrupt } from "./interrupt.ts";

/** `cors-panel mcp`: serves the other commands to a coding agent. */
export async function runMcp(args: string[], io: Io): Promise<ExitCode> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: { browser: { type: "string" }, connect: { type: "string" } },
  });
  const [extra] = positionals;
  if (extra !== undefined) return failWith(`unexpected argument "${visible(extra)}"; mcp takes options only`, io);
  const { connect, browser } = values;
  const executable = connect === undefined ? readExecutable(browser, io.env) : { executablePath: undefined };
  if (typeof executable === "string") return failWith(executable, io);
  const { signal, release } = onInterrupt();
  // A promise that one call has lost must not end the server, which has other calls.
  const onRejection = (error: unknown) => io.warn(uncaughtErrorLine(error, "unhandledRejection"));
  process.on("unhandledRejection", onRejection);
  try {
    await serve({ connect, ...executable, warn: io.warn }, io, signal);
  } finally {
    process.off("unhandledRejection", onRejection);
    release();
  }
  return exitCodes.ok;
}
