import type { CDPSession, Frame } from "puppeteer";

/** The bytes that both pages of the extension take after a forced collection: they share one heap. */
export async function collectedHeap(frame: Frame): Promise<number> {
  const { client } = frame as unknown as { readonly client: CDPSession };
  await client.send("HeapProfiler.enable");
  await client.send("HeapProfiler.collectGarbage");
  const usage = await client.send("Runtime.getHeapUsage");
  await client.send("HeapProfiler.disable");
  return usage.usedSize + usage.embedderHeapUsedSize + usage.backingStorageSize;
}
