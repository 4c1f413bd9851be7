/** Values that users chose. The browser keeps them from one DevTools session to the next. */
export interface Settings {
  readonly get: (name: string) => unknown;
  readonly set: (name: string, value: unknown) => void;
}

/** Settings in the extension's own storage; where the browser forbids that, they last as long as DevTools is open. */
export function openSettings(): Settings {
  const values = new Map<string, unknown>();
  return {
    get(name) {
      if (values.has(name)) return values.get(name);
      try {
        return JSON.parse(localStorage.getItem(name) ?? "null");
      } catch {
        return null;
      }
    },
    set(name, value) {
      values.set(name, value);
      try {
        localStorage.setItem(name, JSON.stringify(value));
      } catch {
        // `values` still holds it.
      }
    },
  };
}
