import { getHeapStatistics, setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";

/** Says that the memory which Node may use is full. */
export class OutOfMemoryError extends Error {}

/**
 * Throws while there is still room to say so, where the memory that Node may use is nearly full. V8 itself would end the process
 * without a message for the user and with an exit code of its own.
 */
export function checkMemory(): void {
  if (freeBytes() >= neededBytes) return;
  collectGarbage();
  if (freeBytes() >= neededBytes) return;
  const megabytes = Math.round(getHeapStatistics().heap_size_limit / 1e6);
  throw new OutOfMemoryError(
    `out of memory: the command needs more than the ${megabytes} MB that Node may use; set NODE_OPTIONS=--max-old-space-size=4096, or narrow the recording`,
  );
}

/** What may be allocated from one check to the next. */
const neededBytes = 24_000_000;

function freeBytes(): number {
  const { heap_size_limit: limit, used_heap_size: used } = getHeapStatistics();
  return limit - used;
}

function collectGarbage(): void {
  setFlagsFromString("--expose-gc");
  const collect: unknown = runInNewContext("gc");
  if (typeof collect === "function") collect();
}
