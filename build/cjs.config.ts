import { defineConfig } from "vite";

/**
 * Builds the modules that Jest's tests need as CommonJS. Node itself can `require` the library's ES modules, but Jest loads
 * modules by its own rules, and needs Node 24.9 for that.
 */
export default defineConfig({
  build: {
    ssr: true,
    outDir: "dist/cjs",
    target: "node20.19",
    minify: false,
    rolldownOptions: {
      input: {
        index: "src/index.ts",
        cdp: "src/node/watch/cdp.ts",
        jest: "src/node/watch/jest.ts",
        matchers: "src/node/watch/matchers.ts",
        puppeteer: "src/node/watch/puppeteer.ts",
      },
      output: { format: "cjs", entryFileNames: "[name].cjs", chunkFileNames: "[name].cjs" },
    },
  },
});
