import { readFileSync } from "node:fs";
import { builtExtension } from "./panel-page.ts";

/** The scripts of the built extension that a page names, and those that they import statically. */
export function scriptsLoadedBy(page: string): string[] {
  const loaded = new Set([...read(page).matchAll(/src="\/(assets\/[^"]+\.js)"/g)].map(([, file = ""]) => file));
  for (const file of loaded) {
    for (const [, name] of read(file).matchAll(/(?:from|import)\s*["']\.\/([^"']+\.js)["']/g))
      loaded.add(`assets/${name}`);
  }
  return [...loaded];
}

function read(file: string): string {
  return readFileSync(`${builtExtension}/${file}`, "utf8");
}
