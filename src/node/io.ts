/** What a command takes from the process, so that it runs in a test as in a terminal. */
export interface Io {
  readonly stdin: AsyncIterable<Uint8Array>;
  /** Writes to standard output; resolves when more may be written. */
  readonly print: (text: string) => Promise<void>;
  /** Writes one line to standard error. */
  readonly warn: (line: string) => void;
  /** The width of the terminal; undefined when standard output is not a terminal. */
  readonly columns: number | undefined;
  /** Replaces the line of progress on standard error, "" clears it; absent when standard error is not a terminal. */
  readonly progress?: (line: string) => void;
  /** The environment variables. */
  readonly env: Readonly<Record<string, string | undefined>>;
}
