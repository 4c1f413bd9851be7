import { readFile, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { join } from "node:path";
import { root } from "./installed-package.ts";

interface Site {
  readonly siteUrl: string;
  readonly close: () => void;
}

const { serveSite } = createRequire(import.meta.url)("./projects/site.cjs") as { serveSite: () => Promise<Site> };

/** The project of each example in docs/library.md, and the name of its file there. */
const files = {
  vitest: "vitest/docs.spec.ts",
  jest: "jest-commonjs/docs.spec.js",
  "node-test": "node-test/docs.spec.mjs",
  playwright: "playwright/docs.spec.ts",
} as const;

/**
 * Writes each runner's example from docs/library.md into its project. The examples open a page with a refused request; the
 * rest of them is as it is written there. Returns a function that ends the page's server.
 */
export async function writeDocsExamples(projects: string): Promise<() => void> {
  const { siteUrl, close } = await serveSite();
  const text = await readFile(join(root, "docs/library.md"), "utf8");
  for (const [name, file] of Object.entries(files)) {
    const [, code] = new RegExp(`<!-- ${name} -->\n\`\`\`[jt]s\n(.*?)\`\`\``, "s").exec(text) ?? [];
    if (code === undefined) throw new Error(`docs/library.md has no example for ${name}.`);
    const launch = "puppeteer.launch({ executablePath: process.env.CHROME_PATH, args: ['--no-sandbox'] })";
    const own = code.replace("http://localhost:3000", `${siteUrl}/refused`).replace("puppeteer.launch()", launch);
    await writeFile(join(projects, file), own);
  }
  return close;
}
