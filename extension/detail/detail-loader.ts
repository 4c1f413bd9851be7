import { signal } from "@preact/signals";
import type { Deferred } from "./deferred-functions.ts";

export type DetailChunk = typeof import("./detail-chunk.ts");

/** A loader of the detail chunk. Each page has one, and passes it to the store and to the panel. */
export function createDetailLoader(): Deferred<DetailChunk> {
  const loaded = signal<DetailChunk | null>(null);
  let loading: Promise<DetailChunk> | undefined;
  return {
    loaded,
    load() {
      loading ??= import("./detail-chunk.ts").then(
        (chunk) => {
          loaded.value = chunk;
          return chunk;
        },
        (error) => {
          loading = undefined;
          throw error;
        },
      );
      return loading;
    },
  };
}
