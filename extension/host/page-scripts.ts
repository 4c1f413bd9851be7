import browser, { type Runtime, type Scripting } from "webextension-polyfill";
import { removePageScriptPermission } from "./permissions.ts";

/** The scripts that the extension runs in each new document of an origin; only the background worker uses them. */
export interface PageScripts {
  /** Runs the scripts in each document that the origin's tabs load from now on. */
  readonly add: (id: number, origin: string) => Promise<void>;
  readonly remove: (id: number) => Promise<void>;
  readonly removeAll: () => Promise<void>;
  /** Gives the permissions for the scripts back. */
  readonly removePermission: () => Promise<void>;
  /** Calls the listener when the scripts run in a new document of a tab, with the secret of that document. */
  readonly onStarted: (listener: (tabId: number, secret: string) => void) => void;
}

/** Whether the browser lets an extension ask for page scripts while DevTools is open; only Chromium does. */
export const arePageScriptsSupported = location.protocol === "chrome-extension:";

export const pageScripts: PageScripts = {
  add: (id, origin) => browser.scripting.registerContentScripts([toScript(id, origin, 0), toScript(id, origin, 1)]),
  remove: (id) => unregister((known) => known.endsWith(` ${id}`)),
  removeAll: () => unregister(() => true),
  removePermission: removePageScriptPermission,
  onStarted(listener) {
    browser.runtime.onMessage.addListener((message: unknown, { tab }: Runtime.MessageSender) => {
      const { secret } = (message ?? {}) as { readonly secret?: unknown };
      if (typeof secret === "string" && tab?.id !== undefined) listener(tab.id, secret);
      return undefined;
    });
  },
};

/** By the world that each of them runs in. */
const files = [
  ["ISOLATED", "watch-secret.js"],
  ["MAIN", "watch-page.js"],
] as const;

function toScript(id: number, origin: string, index: 0 | 1): Scripting.RegisteredContentScript {
  const [world, file] = files[index];
  const script = { id: `${file} ${id}`, js: [file], matches: [`${origin}/*`], world, persistAcrossSessions: false };
  return { ...script, runAt: "document_start" };
}

async function unregister(isChosen: (id: string) => boolean): Promise<void> {
  // The API is absent without the permission, and then there are no scripts.
  const api = browser.scripting as typeof browser.scripting | undefined;
  const scripts = (await api?.getRegisteredContentScripts()) ?? [];
  const ids = scripts.map(({ id }) => id).filter(isChosen);
  if (ids.length > 0) await api?.unregisterContentScripts({ ids });
}
