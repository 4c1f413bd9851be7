import browser from "webextension-polyfill";

export type Theme = "light" | "dark";

export interface ThemeSource {
  readonly now: () => Theme;
  /** Calls the listener after each change, until the returned function is called. */
  readonly subscribe: (listener: () => void) => () => void;
}

const { panels } = browser.devtools;

/** Adds the panel to DevTools. Calls `onShown` with the panel page's window each time that the panel is shown. */
export async function createPanel(title: string, icon: string, page: string, onShown: (window: Window) => void) {
  const panel = await panels.create(title, icon, page);
  panel.onShown.addListener(onShown);
}

/** The theme of DevTools. In Chromium it may differ from the `prefers-color-scheme` of DevTools' panels. */
export function watchTheme(): ThemeSource {
  const listeners = new Set<() => void>();
  let theme: Theme = toTheme(panels.themeName);
  const change = (name: string) => {
    theme = toTheme(name);
    for (const listener of [...listeners]) listener();
  };
  const { setThemeChangeHandler } = panels as { setThemeChangeHandler?: (handler: typeof change) => void };
  if (setThemeChangeHandler) setThemeChangeHandler.call(panels, change);
  else panels.onThemeChanged.addListener(change);
  return {
    now: () => theme,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

function toTheme(name: string): Theme {
  return name === "dark" ? "dark" : "light";
}
