import type { Builtins } from "./builtins.ts";
import type { MethodWatcher } from "./method-watcher.ts";

/** A timer that runs once. */
interface Timer {
  /** Milliseconds since the epoch. */
  readonly due: number;
  readonly code: string;
  readonly handler: WeakRef<WeakKey>;
}

/** Gets each timer that has not run: how many milliseconds are left, its function, and true where there may be further ones. */
export type TimerReply = (remaining: number, handler: WeakKey | undefined, isFull: boolean) => void;

export type Timers = ReturnType<typeof createTimers>;

/**
 * The timers that have not run, up to a limit. Timers that repeat are left out: those whose code has run before after a similar
 * delay, because many loops vary their delay. After twice the delay, a retry does not count as repeated. All functions of the
 * browser, such as the one that resolves a promise, have the same code, so they repeat only with the same delay.
 */
export function createTimers({ apply, now }: Builtins) {
  const maxTimers = 1000;
  const maxCodes = 1000;
  const maxCodeLength = 200;
  // In milliseconds. A full memory is searched for timers that have run, once in this time.
  const cleaningInterval = 1000;
  const OwnWeakRef = WeakRef;
  const { get, set, delete: remove, forEach, clear } = Map.prototype;
  const { deref } = WeakRef.prototype;
  const { slice } = String.prototype;
  const { log2, floor } = Math;
  const { toString: codeOf } = Function.prototype;
  const timers = new Map<number, Timer>();
  // When the first timer with the same code runs.
  const firstRuns = new Map<string, number>();
  let codeCount = 0;
  let count = 0;
  let isFull = false;
  let cleanedAt = 0;
  const forget = (id: unknown) => {
    const timer = apply(get, timers, [id]) as Timer | undefined;
    if (!timer) return;
    apply(remove, timers, [id]);
    count -= 1;
    // One that was cleared has not run.
    if (timer.due <= now() || apply(get, firstRuns, [timer.code]) !== timer.due) return;
    apply(remove, firstRuns, [timer.code]);
    codeCount -= 1;
  };
  const rememberFirstRun = (code: string, due: number) => {
    // Those that repeat then count once more.
    if (codeCount >= maxCodes) {
      apply(clear, firstRuns, []);
      codeCount = 0;
    }
    apply(set, firstRuns, [code, due]);
    codeCount += 1;
  };
  const codeWithDelay = (handler: WeakKey, delay: number) => {
    const code = apply(codeOf, handler, []) as string;
    const isOfBrowser = apply(slice, code, [-17]) === "{ [native code] }";
    return `${isOfBrowser ? delay : floor(log2(delay))} ${apply(slice, code, [0, maxCodeLength])}`;
  };
  const forgetThoseThatRan = () => {
    const time = now();
    if (time - cleanedAt < cleaningInterval) return;
    cleanedAt = time;
    apply(forEach, timers, [({ due }: Timer, id: number) => due <= time && forget(id)]);
  };
  return {
    forget,
    /** Adds a timer; returns whether it is remembered. Browsers leave out the fraction of the delay, in milliseconds. */
    add(id: number, handler: WeakKey, exactDelay: number): boolean {
      if (count >= maxTimers) forgetThoseThatRan();
      isFull ||= count >= maxTimers;
      if (count >= maxTimers) return false;
      const time = now();
      const delay = floor(exactDelay);
      const code = codeWithDelay(handler, delay);
      const firstRun = apply(get, firstRuns, [code]) as number | undefined;
      if (firstRun !== undefined && firstRun <= time) return false;
      const due = time + delay;
      if (firstRun === undefined) rememberFirstRun(code, due);
      apply(set, timers, [id, { __proto__: null, due, code, handler: new OwnWeakRef(handler) }]);
      count += 1;
      return true;
    },
    /** Calls the reply once for each timer that has not run. */
    tell(reply: TimerReply): void {
      const time = now();
      const tellOne = ({ due, handler }: Timer) => {
        if (due > time) apply(reply, undefined, [due - time, apply(deref, handler, []), isFull]);
      };
      apply(forEach, timers, [tellOne]);
    },
  };
}

/**
 * Remembers the timers of `setTimeout`, and tells those that have not run to whoever dispatches an event of the secret's type.
 * @param announce called once, when there is a first timer
 */
export function watchTimers(
  { apply, detailOf }: Builtins,
  watcher: MethodWatcher,
  timers: Timers,
  secret: string,
  announce: () => void,
): void {
  // In milliseconds. Shorter ones run before a page counts as idle, longer ones long afterwards.
  const minDelay = 250;
  const maxDelay = 60_000;
  let isAnnounced = false;
  // In a page that was open before, the page may have replaced the method by a function of its own.
  if (apply(Function.prototype.toString, globalThis.setTimeout, []) !== "function setTimeout() { [native code] }")
    return;
  watcher.choose(globalThis, "setTimeout", (setTimer, self, args) => {
    const handler = args[0];
    const delay = args.length > 1 ? args[1] : 0;
    // With any other arguments, the browser may run code of the page or throw an error, with its stack as it should be.
    const isPlain = typeof handler === "function" && typeof delay === "number";
    const isOwn = self === undefined || self === globalThis;
    if (!isPlain || !isOwn || !(delay >= minDelay && delay <= maxDelay)) return setTimer;
    const id = apply(setTimer, self, args) as number;
    try {
      const isNews = timers.add(id, handler, delay) && !isAnnounced;
      isAnnounced ||= isNews;
      if (isNews) announce();
    } catch {
      // The timer is set, and must not be set twice.
    }
    return () => id;
  });
  for (const name of ["clearTimeout", "clearInterval"]) {
    watcher.watch(globalThis, name, (self, args) => {
      const id = args[0];
      // To convert an object to a number would run code of the page.
      const isObject = (typeof id === "object" && id !== null) || typeof id === "function";
      // As the browser converts it.
      if (!isObject) timers.forget((id as number) | 0);
      return self;
    });
  }
  addEventListener(secret, (event) => {
    const reply = detailOf(event);
    if (typeof reply === "function") timers.tell(reply as TimerReply);
  });
}

/**
 * A script that reads the timers of a document which run within `horizon` milliseconds. Its value is a list: their count,
 * whether there may be more, the milliseconds until the first and until the last of them run, and the function of the first.
 */
export function pendingTimersScript(secret: string, horizon: number): string {
  // Some compilers wrap functions in a helper of this name.
  return `{ const __name = (value) => value; (${readTimers})(${JSON.stringify(secret)}, ${horizon}); }`;
}

/** Runs in the page, after everything that is recorded. */
function readTimers(secret: string, horizon: number): readonly unknown[] {
  let count = 0;
  let isFull = false;
  let first = Number.POSITIVE_INFINITY;
  let last = 0;
  let firstHandler: unknown;
  const detail: TimerReply = (remaining, handler, isMemoryFull) => {
    isFull = isMemoryFull;
    if (remaining > horizon) return;
    count += 1;
    if (remaining > last) last = remaining;
    if (remaining < first) {
      first = remaining;
      firstHandler = handler;
    }
  };
  dispatchEvent(new CustomEvent(secret, { detail }));
  return [count, isFull, first, last, firstHandler];
}
