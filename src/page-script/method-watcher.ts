import type { Builtins } from "./builtins.ts";

/** Sees a method call before the browser's method runs, and gives the object on which that is to run. */
export type Observer = (self: unknown, args: readonly unknown[]) => unknown;

type Observe = (target: object, self: unknown, args: readonly unknown[]) => unknown;
type Trap = (target: (...args: unknown[]) => unknown, self: unknown, args: readonly unknown[]) => unknown;

export type MethodWatcher = ReturnType<typeof createMethodWatcher>;

/** Replaces methods by proxies that call an observer first. */
export function createMethodWatcher(
  builtins: Builtins,
  createTrap: (builtins: Builtins, observe: Observe) => Trap | null,
) {
  const { apply, defineProperty, getOwnPropertyDescriptor, mapGet, mapSet } = builtins;
  const observers = new builtins.WeakMap<object, Observer>();
  const originals = new builtins.WeakMap<object, unknown>();
  const observe: Observe = (target, self, args) => {
    try {
      return (apply(mapGet, observers, [target]) as Observer)(self, args);
    } catch {
      return self;
    }
  };
  const invisibleTrap = createTrap(builtins, observe);
  const trap: Trap = invisibleTrap ?? ((target, self, args) => apply(target, observe(target, self, args), args));
  return {
    /** Whether the page's policy forbids WebAssembly, so that stacks have one more line. */
    isWasmForbidden: invisibleTrap === null,
    watch(holder: object, name: string, observer: Observer): void {
      const found = getOwnPropertyDescriptor(holder, name);
      if (typeof found?.value !== "function") return;
      const proxy = new Proxy(found.value, { __proto__: null, apply: trap } as ProxyHandler<never>);
      apply(mapSet, observers, [found.value, observer]);
      apply(mapSet, originals, [proxy, found.value]);
      defineProperty(holder, name, { ...found, value: proxy });
    },
    /** The browser's method that the proxy replaced; any other value as it is. */
    originalOf: (method: unknown): unknown => apply(mapGet, originals, [method]) ?? method,
  };
}

/**
 * A proxy trap that leaves no line in stacks, or null where the page's policy forbids WebAssembly. The WebAssembly function
 * calls `observe` and then gives its place on the stack to the browser's own method (`return_call`), so that the stacks of
 * errors and of recorded requests are those of the page.
 */
export function createTrap({ apply }: Builtins, observe: Observe): Trap | null {
  // (func (export "t") (param externref externref externref) (result externref)
  //   (return_call $apply (local.get 0) (call $observe (local.get 0) (local.get 1) (local.get 2)) (local.get 2)))
  // biome-ignore format: bytes by section
  const module = [
    0, 97, 115, 109, 1, 0, 0, 0,
    1, 8, 1, 96, 3, 111, 111, 111, 1, 111,
    2, 13, 2, 1, 101, 1, 111, 0, 0, 1, 101, 1, 97, 0, 0,
    3, 2, 1, 0,
    7, 5, 1, 1, 116, 0, 2,
    10, 18, 1, 16, 0, 32, 0, 32, 0, 32, 1, 32, 2, 16, 0, 32, 2, 18, 1, 11,
  ];
  try {
    const { exports } = new WebAssembly.Instance(new WebAssembly.Module(new Uint8Array(module)), {
      e: { o: observe, a: apply },
    });
    return exports.t as Trap;
  } catch {
    return null;
  }
}
