// Runs in a thread of its own: reads a HAR file and sends its batches, while the main thread judges those before.

import { once } from "node:events";
import { type MessagePort, parentPort, workerData } from "node:worker_threads";
import { OtherFacts, toHarStream } from "./har-batches.ts";
import { HarFileError } from "./har-stream.ts";
import { openHar } from "./open-har.ts";
import { maxUnusedBatches, type ReadRequest, type WorkerMessage } from "./worker-messages.ts";

if (parentPort) await sendHar(workerData as ReadRequest, parentPort);

async function sendHar({ source, largeFrom, known }: ReadRequest, port: MessagePort): Promise<void> {
  const send = (message: WorkerMessage) => port.postMessage(message);
  let unused = 0;
  port.on("message", () => unused--);
  try {
    const raw = await openHar(source, noInput(), largeFrom);
    const { batches, ...facts } = await toHarStream(raw, known);
    send({ kind: "facts", facts });
    for await (const batch of batches) {
      while (unused >= maxUnusedBatches) await once(port, "message");
      unused++;
      send({ kind: "batch", batch });
    }
    send({ kind: "end" });
  } catch (error) {
    if (error instanceof OtherFacts) send({ kind: "other facts", facts: error.facts });
    else if (error instanceof HarFileError) send({ kind: "problem", message: error.message });
    else throw error;
  } finally {
    port.close();
  }
}

async function* noInput(): AsyncGenerator<Uint8Array> {}
