import { signal } from "@preact/signals";

type DetailChunk = typeof import("./detail-chunk.ts");

/** What the panel needs beyond its list; null until it is loaded. */
export const detailChunk = signal<DetailChunk | null>(null);

let loading: Promise<DetailChunk> | undefined;

/** Loads it once, or again where that failed; the list is there before. */
export function loadDetailChunk(): Promise<DetailChunk> {
  loading ??= import("./detail-chunk.ts").then(
    (loaded) => {
      detailChunk.value = loaded;
      return loaded;
    },
    (error) => {
      loading = undefined;
      throw error;
    },
  );
  return loading;
}
