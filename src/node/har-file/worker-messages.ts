import type { LogFacts } from "../../recording/har-log.ts";
import type { HarBatch } from "./har-stream.ts";

/** What a worker is asked to read, as its `workerData`. */
export interface ReadRequest {
  /** A path. */
  readonly source: string;
  /** In bytes; a smaller file is read as a whole. */
  readonly largeFrom: number;
  /** What an earlier reading has found. */
  readonly known: LogFacts | null;
}

/** What a worker sends: the facts, then batches, then the end or what is wrong. */
export type WorkerMessage =
  | { readonly kind: "facts"; readonly facts: LogFacts }
  | { readonly kind: "batch"; readonly batch: HarBatch }
  | { readonly kind: "end" }
  | { readonly kind: "other facts"; readonly facts: LogFacts }
  | { readonly kind: "problem"; readonly message: string };

/** Batches that a worker sends before it waits until one of them is used. A second one would need 10 MB, and saves no time. */
export const maxUnusedBatches = 1;
