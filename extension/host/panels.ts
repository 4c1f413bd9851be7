import browser from "webextension-polyfill";

export type Theme = "light" | "dark";

export interface ThemeSource {
  readonly now: () => Theme;
  /** Calls the listener after each change, until the returned function is called. */
  readonly subscribe: (listener: () => void) => () => void;
}

const { panels } = browser.devtools;

interface PanelListeners {
  /** Called with the panel page's window each time that the panel is shown. */
  readonly onShown: (window: Window) => void;
  /** Called with the text in DevTools' own find bar, which Ctrl+F opens in Chromium; "" when it is closed. */
  readonly onSearch: (text: string) => void;
}

/** Adds the panel to DevTools. */
export async function createPanel(title: string, icon: string, page: string, { onShown, onSearch }: PanelListeners) {
  const panel: ChromiumPanel = await panels.create(title, icon, page);
  panel.onShown.addListener(onShown);
  panel.onSearch?.addListener((action, text = "") => {
    if (action === "performSearch") onSearch(text);
    if (action === "cancelSearch") onSearch("");
  });
}

/**
 * Firefox has no find bar in panels.
 * @see https://developer.chrome.com/docs/extensions/reference/api/devtools/panels#event-ExtensionPanel-onSearch
 */
type ChromiumPanel = Awaited<ReturnType<typeof panels.create>> & {
  readonly onSearch?: { addListener: (listener: (action: string, text?: string) => void) => void };
};

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
