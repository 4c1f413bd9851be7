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
    document,
    hrefOf: getterOf(URL.prototype, "href"),
    baseUriOf: getterOf(Node.prototype, "baseURI"),
    documentUrlOf: getterOf(Document.prototype, "URL"),
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
