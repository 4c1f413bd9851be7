import { nativeBrowser as browser } from "./native-browser.ts";

/** A text of `_locales` in the language of the browser. */
export function getMessage(name: string, values: readonly string[]): string {
  return browser.i18n.getMessage(name, [...values]);
}
