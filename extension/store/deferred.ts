import { type ReadonlySignal, signal } from "@preact/signals";

/** Code that is loaded after the list is shown. */
export interface Deferred<Code> {
  /** Null until the code is loaded. */
  readonly loaded: ReadonlySignal<Code | null>;
  /** Loads the code once, and again where that failed. */
  readonly load: () => Promise<Code>;
}

/** Defers the code that `load` imports. */
export function createDeferred<Code>(load: () => Promise<Code>): Deferred<Code> {
  const loaded = signal<Code | null>(null);
  let loading: Promise<Code> | undefined;
  return {
    loaded,
    load() {
      loading ??= load().then(
        (code) => {
          loaded.value = code;
          return code;
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
