// A command reads its arguments, calls the engine and the other folders of src/node/, and returns an exit code. It prints
// through `Io` only and never ends the process.

import { type ExitCode, exitCodes } from "../exit-code.ts";
import type { Io } from "../io.ts";

/** What the help says about a command. Its module imports no engine, so that help is printed at once. */
export interface CommandHelp {
  readonly name: string;
  readonly summary: string;
  readonly help: string;
}

/** Runs a command. May throw the errors of `parseArgs`, which `cli` reports as bad usage. */
export type RunCommand = (args: string[], io: Io) => Promise<ExitCode>;

/** One command of the command line. */
export interface Command extends CommandHelp {
  /** Imports the command and everything that it needs. */
  readonly load: () => Promise<RunCommand>;
}

/** Prints why a command cannot do its work, and returns the exit code for that. */
export function failWith(message: string, io: Io): ExitCode {
  io.warn(message);
  return exitCodes.error;
}
