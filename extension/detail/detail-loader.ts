import { createDeferred, type Deferred } from "../store/deferred.ts";

export type DetailChunk = typeof import("./detail-chunk.ts");

/** A loader of the detail chunk. Each page has one, and passes it to the store and to the panel. */
export function createDetailLoader(): Deferred<DetailChunk> {
  return createDeferred(() => import("./detail-chunk.ts"));
}
