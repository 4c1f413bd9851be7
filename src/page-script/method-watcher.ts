import type { Builtins } from "./builtins.ts";

/** Sees a method call before the browser's method runs, and gives the object on which that is to run. */
export type Observer = (self: unknown, args: readonly unknown[]) => unknown;

/** Sees a method call, and returns the function that runs in the method's place; the method itself where nothing changes. */
export type Chooser = (method: Method, self: unknown, args: readonly unknown[]) => Method;

type Method = (...args: unknown[]) => unknown;
type Observe = (target: object, self: unknown, args: readonly unknown[]) => unknown;
type Trap = (target: Method, self: unknown, args: readonly unknown[]) => unknown;

interface Traps {
  readonly observing: Trap;
  readonly choosing: Trap;
}

export type MethodWatcher = ReturnType<typeof createMethodWatcher>;

/** Replaces methods by proxies that call an observer first. */
export function createMethodWatcher(
  builtins: Builtins,
  prepareTraps: (builtins: Builtins, observe: Observe, choose: Chooser) => () => Traps | null,
) {
  const { apply, defineProperty, getOwnPropertyDescriptor, mapGet, mapSet } = builtins;
  const observers = new builtins.WeakMap<object, Observer>();
  const choosers = new builtins.WeakMap<object, Chooser>();
  const originals = new builtins.WeakMap<object, unknown>();
  const observe: Observe = (target, self, args) => {
    try {
      return (apply(mapGet, observers, [target]) as Observer)(self, args);
    } catch {
      return self;
    }
  };
  const choose: Chooser = (target, self, args) => {
    try {
      return (apply(mapGet, choosers, [target]) as Chooser)(target, self, args);
    } catch {
      return target;
    }
  };
  let isWasmForbidden = false;
  let madeTraps: Traps | undefined;
  const createInvisibleTraps = prepareTraps(builtins, observe, choose);
  const traps = (): Traps => {
    if (madeTraps) return madeTraps;
    const invisibleTraps = createInvisibleTraps();
    isWasmForbidden = invisibleTraps === null;
    madeTraps = invisibleTraps ?? {
      observing: (target, self, args) => apply(target, observe(target, self, args), args),
      choosing: (target, self, args) => apply(choose(target, self, args), self, args),
    };
    return madeTraps;
  };
  const handlerOf = (kind: keyof Traps): ProxyHandler<never> => {
    if (builtins.canMakeWasm) return { __proto__: null, apply: traps()[kind] } as ProxyHandler<never>;
    // The browser reads the trap before it calls it, so that this function is not on the stack.
    const handler = {
      __proto__: null,
      get apply() {
        const value = traps()[kind];
        defineProperty(handler, "apply", { __proto__: null, value } as PropertyDescriptor);
        return value;
      },
    };
    return handler as ProxyHandler<never>;
  };
  /** Replaces a method by a proxy; returns the method, or undefined where there is none. */
  const replace = (holder: object, name: string, kind: keyof Traps): object | undefined => {
    const found = getOwnPropertyDescriptor(holder, name);
    if (typeof found?.value !== "function") return undefined;
    const proxy = new Proxy(found.value, handlerOf(kind));
    apply(mapSet, originals, [proxy, found.value]);
    defineProperty(holder, name, { ...found, value: proxy });
    return found.value;
  };
  return {
    /** Whether the page's policy turned out to forbid WebAssembly, so that stacks have one more line. */
    isWasmForbidden: () => isWasmForbidden,
    watch(holder: object, name: string, observer: Observer): void {
      const method = replace(holder, name, "observing");
      if (method) apply(mapSet, observers, [method, observer]);
    },
    /** Replaces a method by one that may run another function, such as one that returns what the method has returned already. */
    choose(holder: object, name: string, chooser: Chooser): void {
      const method = replace(holder, name, "choosing");
      if (method) apply(mapSet, choosers, [method, chooser]);
    },
    /** The browser's method that the proxy replaced; any other value as it is. */
    originalOf: (method: unknown): unknown => apply(mapGet, originals, [method]) ?? method,
  };
}

/**
 * A function that makes proxy traps that leave no line in stacks; null where the page's policy forbids WebAssembly. A
 * WebAssembly function calls `observe` or `choose`, and then gives its place on the stack to the browser's own method
 * (`return_call`), so that the stacks of errors and of recorded requests are those of the page. The function is called once
 * scripts of a worker run, so it uses nothing that they may have replaced.
 */
export function prepareTraps(builtins: Builtins, observe: Observe, choose: Chooser): () => Traps | null {
  const { apply, WasmModule, WasmInstance, wasmExportsOf } = builtins;
  // (func (export "o") (param externref externref externref) (result externref)
  //   (return_call $apply (local.get 0) (call $observe (local.get 0) (local.get 1) (local.get 2)) (local.get 2)))
  // (func (export "c") (param externref externref externref) (result externref)
  //   (return_call $apply (call $choose (local.get 0) (local.get 1) (local.get 2)) (local.get 1) (local.get 2)))
  // biome-ignore format: bytes by section
  const module = new Uint8Array([
    0, 97, 115, 109, 1, 0, 0, 0,
    1, 8, 1, 96, 3, 111, 111, 111, 1, 111,
    2, 19, 3, 1, 101, 1, 111, 0, 0, 1, 101, 1, 97, 0, 0, 1, 101, 1, 99, 0, 0,
    3, 3, 2, 0, 0,
    7, 9, 2, 1, 111, 0, 3, 1, 99, 0, 4,
    10, 35, 2, 16, 0, 32, 0, 32, 0, 32, 1, 32, 2, 16, 0, 32, 2, 18, 1, 11,
    16, 0, 32, 0, 32, 1, 32, 2, 16, 2, 32, 1, 32, 2, 18, 1, 11,
  ]);
  return () => {
    if (!WasmModule || !WasmInstance) return null;
    try {
      const instance = new WasmInstance(new WasmModule(module), { e: { o: observe, a: apply, c: choose } });
      const { o, c } = wasmExportsOf(instance) as { readonly o: Trap; readonly c: Trap };
      return { observing: o, choosing: c };
    } catch {
      return null;
    }
  };
}
