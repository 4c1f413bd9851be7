import { defineConfig } from "vite";

/** Builds the thread in which the command line reads large files, as a file of its own beside those of the command line. */
export default defineConfig({
  build: {
    ssr: "src/node/har-file/har-worker.ts",
    outDir: "dist/cli",
    emptyOutDir: false,
    target: "node20.19",
    minify: false,
    rolldownOptions: { output: { entryFileNames: "[name].js", codeSplitting: false } },
  },
});
