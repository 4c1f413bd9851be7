import type { RecordingSource } from "../host/network-recording.ts";
import type { RecordedLog } from "./recorded-log.ts";

/** Decides when DevTools' log is read. */
export interface LogReader {
  /** Reads the log now, unless a read is in progress. */
  readonly read: () => Promise<void>;
  /** Reads the log soon, because an event may have left something out. */
  readonly request: () => void;
  /** Postpones a requested read, because another event came. */
  readonly postpone: () => void;
}

/**
 * Reads the log once for many requests: the longer the last read took, the rarer the next ones are, and no request waits for
 * ever. A source that loses requests while it writes its log is read only once no event came for a while. `onLog` gets the
 * log, maybe in several parts, and the value that `arrivals` had before the read.
 */
export function createLogReader(
  source: RecordingSource,
  recorded: Pick<RecordedLog, "arrivals" | "takeSettled">,
  onLog: (log: unknown, arrivals: number) => void,
): LogReader {
  let isReading = false;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let requestedAt = 0;
  let lastDuration = 0;
  return {
    read,
    request() {
      requestedAt ||= Date.now();
      schedule();
    },
    postpone() {
      if (requestedAt) schedule();
    },
  };

  function schedule(): void {
    clearTimeout(timer);
    timer = setTimeout(read, source.losesWhileWriting ? minSilence : timeToNextRead());
  }

  function timeToNextRead(): number {
    const pause = Math.max(minPause, Math.min(maxPause, 4 * lastDuration));
    const latest = requestedAt + 5 * pause - Date.now();
    return Math.max(0, Math.min(pause, latest));
  }

  async function read(): Promise<void> {
    if (isReading) return;
    isReading = true;
    requestedAt = 0;
    const startedAt = Date.now();
    const before = recorded.arrivals();
    try {
      await source.readLog(recorded.takeSettled(), (log) => onLog(log, before));
    } finally {
      lastDuration = Date.now() - startedAt;
      isReading = false;
      if (requestedAt) schedule();
    }
  }
}

/** Milliseconds during which events are collected before the log is read. */
const minPause = 300;
/** The longest time in which events are collected, since a refused request may not be shown before the log is read. */
const maxPause = 5000;
/** Milliseconds without an event before a log is read that loses requests while it is written. */
const minSilence = 2000;
