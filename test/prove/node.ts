import { existsSync } from "node:fs";
import { join } from "node:path";
import { appSource, appTarget, type DebianTarget } from "./debian.ts";

/** An app on packages of `test/prove/package.json`; `THE FIX` marks the fix's place in its source. */
export function nodeTarget(name: string, stack: string, packages: readonly string[]): DebianTarget {
  const modules = join(import.meta.dirname, "node_modules");
  const target = appTarget({
    name,
    stack,
    packages,
    check: ["true"],
    files: (fix) => ({
      "act.mjs": appSource("act.mjs.txt"),
      "app.mjs": appSource(`${stack}.mjs.txt`)
        .replace("// THE FIX", () => fix ?? "")
        .replace("WRAP(", fix === null ? "bare(" : "withCors("),
    }),
    build: ["ln", "-s", modules, "node_modules"],
    command: (port) => [process.execPath, "app.mjs", String(port)],
  });
  return { ...target, isInstalled: () => packages.every((path) => existsSync(join(modules, path))) };
}
