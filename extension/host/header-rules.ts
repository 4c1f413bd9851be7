import browser, { type DeclarativeNetRequest } from "webextension-polyfill";
import { removeHeaderRulePermission } from "./permissions.ts";

/** A rule of `declarativeNetRequest` that changes response headers, without its id. */
export interface HeaderRule {
  readonly action: object;
  readonly condition: object;
}

/** The extension's header rules in the browser; only the background worker uses them. */
export interface HeaderRules {
  readonly add: (id: number, rule: HeaderRule) => Promise<void>;
  readonly remove: (id: number) => Promise<void>;
  readonly removeAll: () => Promise<void>;
  /** Gives the permissions for header rules back. */
  readonly removePermission: () => Promise<void>;
}

/** Whether the browser lets an extension ask for header rules while it runs; only Chromium does. */
export const areHeaderRulesSupported = location.protocol === "chrome-extension:";

export const headerRules: HeaderRules = {
  add: (id, rule) =>
    browser.declarativeNetRequest.updateSessionRules({ addRules: [{ id, ...rule } as DeclarativeNetRequest.Rule] }),
  remove: (id) => browser.declarativeNetRequest.updateSessionRules({ removeRuleIds: [id] }),
  async removeAll() {
    // The API is absent without the permission, and then there are no rules.
    const api = browser.declarativeNetRequest as typeof browser.declarativeNetRequest | undefined;
    const rules = (await api?.getSessionRules()) ?? [];
    if (rules.length > 0) await api?.updateSessionRules({ removeRuleIds: rules.map(({ id }) => id) });
  },
  removePermission: removeHeaderRulePermission,
};
