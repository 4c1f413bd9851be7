/** How long to wait until the network is idle, in milliseconds. */
export interface SettleOptions {
  /** How long no event may arrive; 500 by default. */
  readonly idle?: number;
  /** The longest wait; 30,000 by default. A page whose network is never idle is judged by its fetches until then. */
  readonly timeout?: number;
}

/** Whether the network became idle. */
export interface Settled {
  /** False when the wait ended by the timeout. */
  readonly complete: boolean;
  /** The URLs of the requests that still wait for a response. */
  readonly pending: readonly string[];
}

export interface NetworkActivity {
  /** The URLs of the requests that wait for a response. */
  readonly pending: () => readonly string[];
  /** When the last event arrived, by `performance.now()`. */
  readonly lastEventAt: () => number;
}

/** Waits until no request is pending and no event has arrived for `idle` milliseconds, or until the timeout. */
export async function waitUntilSettled(
  { pending, lastEventAt }: NetworkActivity,
  { idle = 500, timeout = 30_000 }: SettleOptions = {},
): Promise<Settled> {
  const start = performance.now();
  for (;;) {
    const now = performance.now();
    const urls = pending();
    const idleTime = now - Math.max(start, lastEventAt());
    if (urls.length === 0 && idleTime >= idle) return { complete: true, pending: urls };
    const remaining = start + timeout - now;
    if (remaining <= 0) return { complete: false, pending: urls };
    await sleep(Math.min(remaining, urls.length > 0 ? pollInterval : idle - idleTime));
  }
}

/** In milliseconds, while a request is pending. */
const pollInterval = 50;

function sleep(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
