import type { PuppeteerNode } from "puppeteer";

/** What this program uses of Puppeteer itself. */
export interface Puppeteer extends Pick<PuppeteerNode, "launch" | "connect"> {
  /** The path of the browser that Puppeteer downloaded. Version 24 returns it at once, version 25 returns a promise. */
  executablePath(): string | Promise<string>;
}

const importPuppeteer = async (): Promise<Puppeteer> => (await import("puppeteer")).default;
const importPuppeteerCore = async (): Promise<Puppeteer> => (await import("puppeteer-core")).default;

/**
 * Puppeteer, loaded when it is needed, or puppeteer-core, which has the same functions and downloads no browser; a sentence
 * when neither is installed.
 */
export async function loadPuppeteer(): Promise<Puppeteer | string> {
  for (const load of [importPuppeteer, importPuppeteerCore]) {
    try {
      return await load();
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "ERR_MODULE_NOT_FOUND") throw error;
    }
  }
  return "Puppeteer is not installed; run npm install --save-dev puppeteer";
}
