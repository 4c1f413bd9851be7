import type { Plugin } from "vite";

/**
 * Leaves `import()` to the browser. Vite's helper would preload what a chunk imports, which is 1.3 kB of code before the
 * panel's list, and the panel loads its chunks from the disk.
 */
export const plainImports: Plugin = {
  name: "plain-imports",
  enforce: "pre",
  load: (id) => (id.includes("vite/preload-helper") ? "export const __vitePreload = (load) => load();" : undefined),
};
