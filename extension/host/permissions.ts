import type { Manifest } from "webextension-polyfill";
import { nativeBrowser as browser } from "./native-browser.ts";

// The types only know the permissions of Firefox, which grants these at installation only.
const headerRules = "declarativeNetRequestWithHostAccess" as Manifest.OptionalPermission;
const pageScripts = "scripting" as Manifest.OptionalPermission;

/** Asks the user for the permission to change headers between these origins; works only within a click. */
export function requestHeaderRulePermission(origins: readonly string[]): Promise<boolean> {
  return request(headerRules, origins);
}

/** Asks the user for the permission to run scripts in pages of this origin; works only within a click. */
export function requestPageScriptPermission(origin: string): Promise<boolean> {
  return request(pageScripts, [origin]);
}

export function removeHeaderRulePermission(): Promise<void> {
  return remove(headerRules);
}

export function removePageScriptPermission(): Promise<void> {
  return remove(pageScripts);
}

async function request(permission: Manifest.OptionalPermission, origins: readonly string[]): Promise<boolean> {
  const patterns = origins.map((origin) => `${new URL(origin).protocol}//${new URL(origin).hostname}/*`);
  return browser.permissions.request({ permissions: [permission], origins: patterns }).catch(() => false);
}

/** Removes the permission, and with the last one that for all origins. */
async function remove(permission: Manifest.OptionalPermission): Promise<void> {
  const { origins = [], permissions = [] } = await browser.permissions.getAll();
  const isLast = ![headerRules, pageScripts].some((one) => one !== permission && permissions.includes(one));
  await browser.permissions.remove({ permissions: [permission], origins: isLast ? origins : [] });
}
