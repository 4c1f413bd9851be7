import type { Entry } from "./log.ts";

/** An entry, and how it came in. */
export interface EntryRecord {
  readonly entry: Entry;
  /** Milliseconds since the epoch. */
  readonly startedAt: number;
  /** The number of events up to this one; for an entry of DevTools' log, up to the time when the log was read. */
  readonly arrival: number;
  /** Whether an event brought the entry, and not only the log. */
  readonly isFromEvent: boolean;
  /** Whether DevTools' log can add nothing to the entry. */
  readonly isSettled: boolean;
  /** Whether the reader of DevTools' log knows that. */
  isReported?: true;
}
