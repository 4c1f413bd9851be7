import { setTimeout } from "node:timers/promises";

/** Reads a value every `interval` milliseconds, and returns it once two reads in a row give the same JSON. */
export async function untilStable<T>(
  read: () => Promise<T>,
  { interval = 1000, signal }: { readonly interval?: number; readonly signal?: AbortSignal } = {},
): Promise<T> {
  for (let last: string | undefined; ; ) {
    await setTimeout(interval, undefined, signal && { signal });
    const value = await read();
    const json = JSON.stringify(value);
    if (json === last) return value;
    last = json;
  }
}
