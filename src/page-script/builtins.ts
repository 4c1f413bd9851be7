/** Reads a getter's value from an object, such as `href` from a URL. */
export type Getter = (object: unknown) => unknown;

export type Builtins = ReturnType<typeof captureBuiltins>;

/**
 * The browser's functions that the observer uses, captured before the page's scripts can replace them. No part of the script
 * may look a method up on an object that the page can reach.
 */
export function captureBuiltins() {
  const { apply, getOwnPropertyDescriptor, getPrototypeOf, defineProperty } = Reflect;
  const getterOf = (prototype: object, name: string): Getter => {
    const get = getOwnPropertyDescriptor(prototype, name)?.get;
    return (object) => (get ? apply(get, object, []) : undefined);
  };
  const gettersOf = (prototype: object, names: readonly string[]) => {
    const getters: Record<string, Getter> = { __proto__: null as never };
    for (const name of names) getters[name] = getterOf(prototype, name);
    return getters;
  };
  // A worker has no document. Its location must not be read before its script has loaded: Chromium would crash.
  const isWorker = typeof document === "undefined";
  const own = globalThis as unknown as Record<string, { readonly prototype: object }>;
  const holderOf = (name: string) => own[name]?.prototype ?? globalThis;
  const baseUriOf = isWorker ? null : getterOf(Node.prototype, "baseURI");
  const documentUrlOf = isWorker ? null : getterOf(Document.prototype, "URL");
  const ownDocument = isWorker ? null : document;
  const locationOf = getterOf(holderOf("WorkerGlobalScope"), "location");
  const workerHrefOf = getterOf(holderOf("WorkerLocation"), "href");
  const workerUrl = () => workerHrefOf(locationOf(globalThis)) as string;
  // Browsers may turn WebAssembly off.
  const wasm = typeof WebAssembly === "undefined" ? null : WebAssembly;
  return {
    apply,
    getOwnPropertyDescriptor,
    getPrototypeOf,
    defineProperty,
    WeakMap,
    mapGet: WeakMap.prototype.get,
    mapSet: WeakMap.prototype.set,
    URL,
    stringify: JSON.stringify,
    now: Date.now,
    toUpperCase: String.prototype.toUpperCase,
    stopImmediatePropagation: Event.prototype.stopImmediatePropagation,
    /** A worker that waits for the debugger has no policy yet, and so no right to make WebAssembly. */
    canMakeWasm: !isWorker,
    WasmModule: wasm?.Module,
    WasmInstance: wasm?.Instance,
    wasmExportsOf: wasm ? getterOf(wasm.Instance.prototype, "exports") : () => undefined,
    /** The object that has `fetch`. */
    fetchHolder: isWorker ? holderOf("WorkerGlobalScope") : globalThis,
    /** The URL of the document or worker. */
    documentUrl: (): string => (documentUrlOf ? (documentUrlOf(ownDocument) as string) : workerUrl()),
    /** The URL that the relative URLs of calls are resolved against. */
    baseUrl: (): string => (baseUriOf ? (baseUriOf(ownDocument) as string) : workerUrl()),
    hrefOf: getterOf(URL.prototype, "href"),
    detailOf: getterOf(CustomEvent.prototype, "detail"),
    withCredentialsOf: getterOf(XMLHttpRequest.prototype, "withCredentials"),
    requestGetters: gettersOf(Request.prototype, ["url", "method", "mode", "credentials", "redirect"]),
    violationGetters: gettersOf(SecurityPolicyViolationEvent.prototype, [
      "blockedURI",
      "effectiveDirective",
      "disposition",
      "sourceFile",
    ]),
  };
}
