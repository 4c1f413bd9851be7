// A command reads its arguments, calls the engine and the other rooms of src/node/, and returns an exit code. It prints
// through `Io` only and never ends the process.

import { type ExitCode, exitCodes } from "../exit-code.ts";
import type { Io } from "../io.ts";

/** One command of the command line. */
export interface Command {
  readonly name: string;
  readonly summary: string;
  readonly help: string;
  /** May throw the errors of `parseArgs`, which `cli` reports as bad usage. */
  readonly run: (args: string[], io: Io) => Promise<ExitCode>;
}

/** Prints why a command cannot do its work, and returns the exit code for that. */
export function failWith(message: string, io: Io): ExitCode {
  io.warn(message);
  return exitCodes.error;
}
