import browser, { type DeclarativeNetRequest, type Manifest, type Runtime } from "webextension-polyfill";
import type { Line, RuleManager, TrialSource } from "../try-fix/trials.ts";

const lineName = "trial";

/** What a devtools page needs to try a fix; Chromium alone offers it. */
export const trialSource: TrialSource = {
  offered: location.protocol === "chrome-extension:",
  open: () => toLine(browser.runtime.connect({ name: lineName })),
  tabId: () => browser.devtools.inspectedWindow.tabId,
  onNavigated: (listener) => browser.devtools.network.onNavigated.addListener(listener),
  async pageOrigin() {
    const result: unknown = await browser.devtools.inspectedWindow.eval("location.origin").catch(() => undefined);
    return String(Array.isArray(result) ? result[0] : result);
  },
};

/** Asks for the permission to change headers between these origins; only within a click. */
export async function askForTrial(origins: readonly string[]): Promise<boolean> {
  const patterns = origins.map((origin) => `${new URL(origin).protocol}//${new URL(origin).hostname}/*`);
  return browser.permissions.request({ permissions: [permission], origins: patterns }).catch(() => false);
}

// The types know the permissions of Firefox, which gives this one at installation only.
const permission = "declarativeNetRequestWithHostAccess" as Manifest.OptionalPermission;

/** What the background worker does to the browser. */
export const ruleManager: RuleManager = {
  onOpened: (listener) =>
    browser.runtime.onConnect.addListener((port) => {
      if (port.name === lineName) listener(toLine(port));
    }),
  addRule: (id, rule) =>
    browser.declarativeNetRequest.updateSessionRules({ addRules: [{ id, ...rule } as DeclarativeNetRequest.Rule] }),
  removeRule: (id) => browser.declarativeNetRequest.updateSessionRules({ removeRuleIds: [id] }),
  async removeAll() {
    // Absent without the permission, and then there is no rule.
    const api = browser.declarativeNetRequest as typeof browser.declarativeNetRequest | undefined;
    const rules = (await api?.getSessionRules()) ?? [];
    if (rules.length > 0) await api?.updateSessionRules({ removeRuleIds: rules.map(({ id }) => id) });
  },
  async giveBack() {
    const { origins = [] } = await browser.permissions.getAll();
    await browser.permissions.remove({ permissions: [permission], origins });
  },
};

function toLine(port: Runtime.Port): Line {
  return {
    send: (message) => port.postMessage(message),
    onMessage: (listener) => port.onMessage.addListener(listener),
    onClosed: (listener) => port.onDisconnect.addListener(listener),
    close: () => port.disconnect(),
  };
}
