// Finds this package's own files. It asks Node where the package is, so that a module can be moved or bundled.

import { createRequire } from "node:module";
import { dirname, join } from "node:path";

const manifestPath = "cors-panel/package.json";

/** The version of this package. */
export function packageVersion(): string {
  return createRequire(import.meta.url)(manifestPath).version;
}

/** The absolute path of a file or folder of this package. */
export function packagePath(path: string): string {
  return join(dirname(createRequire(import.meta.url).resolve(manifestPath)), path);
}
