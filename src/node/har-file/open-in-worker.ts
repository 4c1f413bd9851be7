import { on } from "node:events";
import { Worker } from "node:worker_threads";
import type { Exchange } from "../../exchange.ts";
import { RecordedExchange } from "../../fetch/recorded-exchange.ts";
import { errorMessage } from "../errors.ts";
import { OtherFacts } from "./har-batches.ts";
import { type HarBatch, HarFileError, type HarStream } from "./har-stream.ts";
import type { ReadRequest, WorkerMessage } from "./worker-messages.ts";

/**
 * Opens a HAR file that a worker reads. For 250 MB, this thread is busy for 0.3 s instead of 1.0 s, while the worker needs 1.7 s
 * of another core: its messages have to be written and read. Throws what reading without a worker throws; whoever opens it closes it.
 */
export async function openInWorker(
  workerFile: URL,
  request: ReadRequest,
): Promise<{ readonly har: HarStream; readonly close: () => Promise<void> }> {
  const worker = new Worker(workerFile, {
    workerData: request,
    // The worker keeps nothing, so a small young generation is enough.
    resourceLimits: { maxYoungGenerationSizeMb: 4 },
  });
  const close = async () => {
    await worker.terminate();
  };
  try {
    const messages = receive(worker);
    const { value: first } = await messages.next();
    if (first?.kind !== "facts") throw errorOf(first);
    return { har: { ...first.facts, batches: batchesOf(messages, worker) }, close };
  } catch (error) {
    await close();
    throw error;
  }
}

async function* batchesOf(messages: AsyncIterable<WorkerMessage>, worker: Worker): AsyncGenerator<HarBatch> {
  for await (const message of messages) {
    if (message.kind === "end") return;
    if (message.kind !== "batch") throw errorOf(message);
    yield { ...message.batch, exchanges: message.batch.exchanges.map(restore) };
    worker.postMessage("used");
  }
  throw errorOf(undefined);
}

/** A message carries the fields of an exchange, but not its class, with which the engine is faster. */
function restore(fields: Exchange): Exchange {
  const exchange = Object.assign(new RecordedExchange(), fields);
  exchange.setUrl(fields.url);
  exchange.setRequestHeaders(fields.requestHeaders);
  exchange.setResponseHeaders(fields.responseHeaders);
  return exchange;
}

/** The messages until the worker ends. */
async function* receive(worker: Worker): AsyncGenerator<WorkerMessage> {
  try {
    for await (const [message] of on(worker, "message", { close: ["exit"] })) yield message;
  } catch (error) {
    throw new HarFileError(`the thread that reads the file failed (${errorMessage(error)}); try again with --jobs 1`);
  }
}

function errorOf(message: WorkerMessage | undefined): Error {
  if (message?.kind === "other facts") return new OtherFacts(message.facts);
  if (message?.kind === "problem") return new HarFileError(message.message);
  return new HarFileError("the thread that reads the file ended too early; try again with --jobs 1");
}
