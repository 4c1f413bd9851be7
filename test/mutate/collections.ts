export * from "../../src/collections.ts";

// As the engine's own, but without memory, which would hand the results of one mutant to the next.

export function memo<T>(make: (text: string) => T): (text: string) => T {
  return make;
}

export function memoLatest<K extends object, T>(make: (key: K) => T): (key: K) => T {
  return make;
}
