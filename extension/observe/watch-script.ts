/**
 * The script that notes what the calls of a page ask for, run before the page's own scripts. It answers to
 * an event of the secret's type, and to nothing else; the page can neither find nor guess that.
 */
export function watchScript(secret: string): string {
  // A line of its own ends it: DevTools puts the text into a function.
  return `(${watchCalls})(${JSON.stringify(secret)});\n//# sourceURL=cors-panel-observer.js\n`;
}

/** An expression that gives what was noted since it was asked last, as JSON; with `ends` that is the end of it. */
export function askExpression(secret: string, ends: boolean): string {
  return `(${ask})(${JSON.stringify(secret)}, ${ends})`;
}

/** Stands alone: it runs in the page. */
function watchCalls(secret: string): void {
  // What the page may change later is taken now; nothing below looks a method up on an object that the page can reach.
  const { apply, getOwnPropertyDescriptor, getPrototypeOf, defineProperty } = Reflect;
  const Weak = WeakMap;
  const Address = URL;
  const { get: mapGet, set: mapSet } = WeakMap.prototype;
  const { stringify } = JSON;
  const { now } = Date;
  const { toUpperCase } = String.prototype;
  const { stopImmediatePropagation } = Event.prototype;
  type Getter = (object: unknown) => unknown;
  const getter = (prototype: object, name: string): Getter => {
    const get = getOwnPropertyDescriptor(prototype, name)?.get;
    return (object) => (get ? apply(get, object, []) : undefined);
  };
  const hrefOf = getter(URL.prototype, "href");
  const baseOf = getter(Node.prototype, "baseURI");
  const addressOf = getter(Document.prototype, "URL");
  const detailOf = getter(CustomEvent.prototype, "detail");
  const isWithCredentials = getter(XMLHttpRequest.prototype, "withCredentials");
  const requestPart: Record<string, Getter> = { __proto__: null as never };
  for (const name of ["url", "method", "mode", "credentials", "redirect"]) {
    requestPart[name] = getter(Request.prototype, name);
  }
  const violationPart: Record<string, Getter> = { __proto__: null as never };
  for (const name of ["blockedURI", "effectiveDirective", "disposition", "sourceFile"]) {
    violationPart[name] = getter(SecurityPolicyViolationEvent.prototype, name);
  }
  const page = document;
  const opened = new Weak<object, { readonly method: string; readonly url: string }>();
  const originals = new Weak<object, unknown>();
  const most = 2000;
  let stopped = false;
  let count = 0;
  let text = "";

  /** Strings alone: an array would ask its prototype, which is the page's. */
  const note = (fields: object) => {
    if (stopped || count >= most) return;
    text += (count++ === 0 ? "" : ",") + stringify(fields);
  };
  const resolve = (url: string) => hrefOf(new Address(url, baseOf(page) as string)) as string;

  /** A member of the call's options as data: a getter is the page's code, and is not run. */
  const member = (options: unknown, name: string): unknown => {
    let holder = options;
    for (
      let depth = 0;
      depth < 8 && ((typeof holder === "object" && holder) || typeof holder === "function");
      depth++
    ) {
      const found = getOwnPropertyDescriptor(holder as object, name);
      if (found) return found.get || found.set ? null : found.value;
      holder = getPrototypeOf(holder as object);
    }
    return undefined;
  };
  const normalized = (method: string) => {
    const upper = apply(toUpperCase, method, []) as string;
    const isCommon =
      upper === "GET" ||
      upper === "POST" ||
      upper === "PUT" ||
      upper === "DELETE" ||
      upper === "HEAD" ||
      upper === "OPTIONS";
    return isCommon ? upper : method;
  };
  const noteFetch = (input: unknown, options: unknown) => {
    let request: unknown;
    let url: unknown;
    if (typeof input === "string") url = resolve(input);
    else if (typeof input === "object" && input !== null) {
      try {
        url = requestPart.url?.(input);
        request = input;
      } catch {
        url = hrefOf(input);
      }
    }
    if (typeof url !== "string") return;
    const asked = (name: string, byDefault: string) => {
      const value = member(options, name);
      if (value === undefined) return request ? requestPart[name]?.(request) : byDefault;
      return typeof value === "string" ? value : "";
    };
    note({
      __proto__: null,
      kind: "fetch",
      url,
      method: normalized(asked("method", "GET") as string),
      mode: asked("mode", "cors"),
      credentials: asked("credentials", "same-origin"),
      redirect: asked("redirect", "follow"),
      at: now(),
    });
  };
  const noteOpen = (xhr: object, method: unknown, url: unknown) => {
    if (typeof method !== "string" || typeof url !== "string") return;
    apply(mapSet, opened, [xhr, { __proto__: null, method: normalized(method), url: resolve(url) }]);
  };
  const noteSend = (xhr: object) => {
    const call = apply(mapGet, opened, [xhr]) as { readonly method: string; readonly url: string } | undefined;
    if (!call) return;
    const credentials = isWithCredentials(xhr) === true ? "include" : "same-origin";
    const { method, url } = call;
    note({ __proto__: null, kind: "xhr", url, method, mode: "cors", credentials, redirect: "follow", at: now() });
  };

  /** Sees a call before it is made, and says whose method it is to be. */
  type Observer = (self: unknown, args: readonly unknown[]) => unknown;
  const observers = new Weak<object, Observer>();
  const observe = (target: object, self: unknown, args: readonly unknown[]) => {
    try {
      return (apply(mapGet, observers, [target]) as Observer)(self, args);
    } catch {
      return self;
    }
  };
  // WebAssembly calls `observe`, and then leaves its place on the stack to the browser's own method (`return_call`): the
  // stacks of errors and of recorded requests are those of the page. Where a policy forbids it they have one line more.
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
  let trap = (target: (...args: unknown[]) => unknown, self: unknown, args: readonly unknown[]) =>
    apply(target, observe(target, self, args), args) as unknown;
  let isRefused = false;
  try {
    const { exports } = new WebAssembly.Instance(new WebAssembly.Module(new Uint8Array(module)), {
      e: { o: observe, a: apply },
    });
    trap = exports.t as typeof trap;
  } catch {
    isRefused = true;
  }
  const watch = (holder: object, name: string, observer: Observer) => {
    const found = getOwnPropertyDescriptor(holder, name);
    if (typeof found?.value !== "function") return;
    const proxy = new Proxy(found.value, { __proto__: null, apply: trap } as ProxyHandler<never>);
    apply(mapSet, observers, [found.value, observer]);
    apply(mapSet, originals, [proxy, found.value]);
    defineProperty(holder, name, { ...found, value: proxy });
  };
  const telling = (tell: (self: object, args: readonly unknown[]) => void): Observer => {
    return (self, args) => {
      try {
        tell(self as object, args);
      } catch {
        // The browser's own method says what is wrong with the call.
      }
      return self;
    };
  };
  watch(
    globalThis,
    "fetch",
    telling((_, args) => noteFetch(args[0], args[1])),
  );
  watch(
    XMLHttpRequest.prototype,
    "open",
    telling((xhr, args) => noteOpen(xhr, args[0], args[1])),
  );
  watch(
    XMLHttpRequest.prototype,
    "send",
    telling((xhr) => noteSend(xhr)),
  );
  // So that these tell of themselves what the browser's own do.
  watch(Function.prototype, "toString", (self) => apply(mapGet, originals, [self]) ?? self);

  addEventListener(
    "securitypolicyviolation",
    (event) => {
      const part = (name: string) => violationPart[name]?.(event);
      if (!event.isTrusted) return;
      if (isRefused && part("blockedURI") === "wasm-eval" && part("sourceFile") === "cors-panel-observer.js") {
        isRefused = false;
        apply(stopImmediatePropagation, event, []);
        return;
      }
      if (part("disposition") !== "enforce" || part("effectiveDirective") !== "connect-src") return;
      note({ __proto__: null, kind: "block", url: part("blockedURI"), directive: "connect-src", at: now() });
    },
    true,
  );
  addEventListener(secret, function answer(event) {
    const reply = detailOf(event);
    if (typeof reply !== "function") return;
    const told = `{"from":${stringify(addressOf(page))},"notes":[${text}]}`;
    text = "";
    count = 0;
    if (apply(reply, undefined, [told]) === true) stopped = true;
  });
}

/** Stands alone: it runs in the page. */
function ask(secret: string, ends: boolean): string | null {
  let told: string | null = null;
  const detail = (answer: string) => {
    told = answer;
    return ends;
  };
  dispatchEvent(new CustomEvent(secret, { detail }));
  return told;
}
