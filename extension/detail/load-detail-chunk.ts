import { signal } from "@preact/signals";

type Inspection = typeof import("./detail-chunk.ts");

/** What the panel needs beyond its list; null until it is loaded. */
export const inspection = signal<Inspection | null>(null);

let loading: Promise<Inspection> | undefined;

/** Loads it once, or again where that failed; the list is there before. */
export function loadInspection(): Promise<Inspection> {
  loading ??= import("./detail-chunk.ts").then(
    (loaded) => {
      inspection.value = loaded;
      return loaded;
    },
    (error) => {
      loading = undefined;
      throw error;
    },
  );
  return loading;
}
