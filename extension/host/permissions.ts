import browser, { type Manifest } from "webextension-polyfill";

// The types only know the permissions of Firefox, which grants this one at installation only.
const permission = "declarativeNetRequestWithHostAccess" as Manifest.OptionalPermission;

/** Asks the user for the permission to change headers between these origins; works only within a click. */
export async function requestHeaderRulePermission(origins: readonly string[]): Promise<boolean> {
  const patterns = origins.map((origin) => `${new URL(origin).protocol}//${new URL(origin).hostname}/*`);
  return browser.permissions.request({ permissions: [permission], origins: patterns }).catch(() => false);
}

/** Removes that permission for all origins. */
export async function removeHeaderRulePermission(): Promise<void> {
  const { origins = [] } = await browser.permissions.getAll();
  await browser.permissions.remove({ permissions: [permission], origins });
}
