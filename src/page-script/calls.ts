import type { Builtins } from "./builtins.ts";
import type { MethodWatcher, Observer } from "./method-watcher.ts";
import type { Notes } from "./notes.ts";

/** The functions of this file that call each other. In the page they have no module, so each gets the others as values. */
interface CallFunctions {
  readonly readFetch: typeof readFetch;
  readonly readOption: typeof readOption;
  readonly normalizeMethod: typeof normalizeMethod;
  readonly resolveUrl: typeof resolveUrl;
}

/** Notes each `fetch` and each sent `XMLHttpRequest` of the page. */
export function watchCalls(builtins: Builtins, functions: CallFunctions, watcher: MethodWatcher, notes: Notes): void {
  const { apply, mapGet, mapSet, now, withCredentialsOf } = builtins;
  const { readFetch, normalizeMethod, resolveUrl } = functions;
  const opened = new builtins.WeakMap<object, { readonly method: string; readonly url: string }>();
  const noting = (note: (self: object, args: readonly unknown[]) => void): Observer => {
    return (self, args) => {
      try {
        note(self as object, args);
      } catch {
        // A wrong call fails in the browser's own method, which reports the error to the page.
      }
      return self;
    };
  };
  const noteFetch = noting((_, args) => {
    const call = readFetch(builtins, functions, args[0], args[1]);
    if (call) notes.add(call);
  });
  const noteOpen = noting((xhr, args) => {
    const method = args[0];
    const url = args[1];
    if (typeof method !== "string" || typeof url !== "string") return;
    const call = { __proto__: null, method: normalizeMethod(builtins, method), url: resolveUrl(builtins, url) };
    apply(mapSet, opened, [xhr, call]);
  });
  const noteSend = noting((xhr) => {
    const call = apply(mapGet, opened, [xhr]) as { readonly method: string; readonly url: string } | undefined;
    if (!call) return;
    const credentials = withCredentialsOf(xhr) === true ? "include" : "same-origin";
    const { method, url } = call;
    notes.add({ __proto__: null, kind: "xhr", url, method, mode: "cors", credentials, redirect: "follow", at: now() });
  });
  watcher.watch(builtins.fetchHolder, "fetch", noteFetch);
  watcher.watch(XMLHttpRequest.prototype, "open", noteOpen);
  watcher.watch(XMLHttpRequest.prototype, "send", noteSend);
  // The proxies print as the browser's own methods do.
  watcher.watch(Function.prototype, "toString", watcher.originalOf);
}

/** The note of a `fetch` with these arguments; undefined where its URL cannot be read without running the page's code. */
export function readFetch(builtins: Builtins, functions: CallFunctions, input: unknown, options: unknown) {
  const { requestGetters, hrefOf, now } = builtins;
  const { readOption, normalizeMethod, resolveUrl } = functions;
  let request: unknown;
  let url: unknown;
  if (typeof input === "string") url = resolveUrl(builtins, input);
  else if (typeof input === "object" && input !== null) {
    try {
      url = requestGetters.url?.(input);
      request = input;
    } catch {
      url = hrefOf(input);
    }
  }
  if (typeof url !== "string") return undefined;
  const requested = (name: string, byDefault: string) => {
    const value = readOption(builtins, options, name);
    if (value === undefined) return request ? requestGetters[name]?.(request) : byDefault;
    return typeof value === "string" ? value : "";
  };
  return {
    __proto__: null,
    kind: "fetch",
    url,
    method: normalizeMethod(builtins, requested("method", "GET") as string),
    mode: requested("mode", "cors"),
    credentials: requested("credentials", "same-origin"),
    redirect: requested("redirect", "follow"),
    at: now(),
  };
}

/** An option of a call: null for a getter, which is the page's code and is not run; undefined where it is not set. */
export function readOption(builtins: Builtins, options: unknown, name: string): unknown {
  const { getOwnPropertyDescriptor, getPrototypeOf } = builtins;
  const maxDepth = 8;
  let holder = options;
  for (let depth = 0; depth < maxDepth; depth++) {
    if (!((typeof holder === "object" && holder) || typeof holder === "function")) return undefined;
    const found = getOwnPropertyDescriptor(holder as object, name);
    if (found) return found.get || found.set ? null : found.value;
    holder = getPrototypeOf(holder as object);
  }
  return undefined;
}

/** @see https://fetch.spec.whatwg.org/#concept-method-normalize */
export function normalizeMethod({ apply, toUpperCase }: Builtins, method: string): string {
  const normalized = { __proto__: null, GET: 1, POST: 1, PUT: 1, DELETE: 1, HEAD: 1, OPTIONS: 1 };
  const upper = apply(toUpperCase, method, []) as string;
  return upper in normalized ? upper : method;
}

export function resolveUrl(builtins: Builtins, url: string): string {
  const { hrefOf, baseUrl } = builtins;
  return hrefOf(new builtins.URL(url, baseUrl())) as string;
}
