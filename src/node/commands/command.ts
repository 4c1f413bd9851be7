/** 0: nothing was refused; 1: something was; 2: bad usage, or input that cannot be read. */
export type ExitCode = 0 | 1 | 2;

/** What a command takes from the process, so that it runs in a test as in a terminal. */
export interface Io {
  readonly stdin: AsyncIterable<Uint8Array>;
  /** Writes to standard output; resolves when more may be written. */
  readonly print: (text: string) => Promise<void>;
  /** Writes one line to standard error. */
  readonly warn: (line: string) => void;
  /** Width of the terminal; undefined when the output goes elsewhere. */
  readonly columns: number | undefined;
  /** Shows one line of progress in the place of the former, "" for none; only where a terminal shows it. */
  readonly progress?: (line: string) => void;
  /** The environment, which may say whether to color. */
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** One command of the command line. */
export interface Command {
  readonly name: string;
  readonly summary: string;
  readonly help: string;
  /** May throw the errors of `parseArgs`; they are told as bad usage. */
  readonly run: (args: string[], io: Io) => Promise<ExitCode>;
}
