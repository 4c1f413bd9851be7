import type { Browser } from "webextension-polyfill";

declare const chrome: Browser;

/**
 * The browser's own functions. Use it only for those that take and give the same in Chromium and in Firefox: the panel's page
 * needs no others, and loads faster without the polyfill.
 */
export const nativeBrowser: Browser = (globalThis as { browser?: Browser }).browser ?? chrome;
