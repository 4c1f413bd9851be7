import { getHeapSpaceStatistics, getHeapStatistics, setFlagsFromString } from "node:v8";
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
  const megabytes = Math.round((getHeapStatistics().heap_size_limit - youngGenerationBytes) / 2 ** 20);
  throw new OutOfMemoryError(
    `out of memory: the command needs more than the ${megabytes} MB that Node may use; set NODE_OPTIONS=--max-old-space-size=4096, or record fewer requests`,
  );
}

/**
 * Keeps the heap small from here on. The part for new objects stays as small as it is. The other part grows by 60% of what is in
 * use before garbage is collected, instead of by two to four times that. For 1 GB, 40% would need 8 MB less and 1 s more CPU time of
 * all threads, and 90% would need 18 MB more and 1 s less.
 */
export function keepHeapSmall(): void {
  setFlagsFromString("--semi-space-growth-factor=1");
  setFlagsFromString("--heap-growing-percent=60");
}

/** What may be allocated from one check to the next. */
const neededBytes = 24_000_000;

/** What is free of the old generation, which ends the process when it is full. */
function freeBytes(): number {
  const used = getHeapSpaceStatistics()
    .filter(({ space_name: name }) => !name.startsWith("new_"))
    .reduce((sum, { space_used_size: size }) => sum + size, 0);
  return getHeapStatistics().heap_size_limit - youngGenerationBytes - used;
}

/** What V8 adds to the limit of the old generation on 64-bit machines. */
const youngGenerationBytes = 48 * 1024 * 1024;

function collectGarbage(): void {
  setFlagsFromString("--expose-gc");
  const collect: unknown = runInNewContext("gc");
  if (typeof collect === "function") collect();
}
