import { resolve } from "node:path";
import { pathToFileURL } from "node:url";

/**
 * Imports a file of the user. Node itself imports TypeScript since version 22.18; `jiti` does so for older versions where
 * it is installed.
 */
export async function importModule(path: string): Promise<unknown> {
  const url = pathToFileURL(resolve(path)).href;
  try {
    return await import(url);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ERR_UNKNOWN_FILE_EXTENSION") throw error;
  }
  const jiti = await import("jiti").catch(() => {
    throw new Error(
      "this version of Node.js cannot run TypeScript; run npm install --save-dev jiti, or write the file as .js",
    );
  });
  return jiti.createJiti(import.meta.url).import(url);
}
