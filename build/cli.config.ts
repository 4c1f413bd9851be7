import { defineConfig, type Plugin } from "vite";
import * as ids from "../src/node/output/ids.ts";

/** Builds the command line: one small file that prints help, and files that the commands load when they run. */
export default defineConfig({
  plugins: [idsAsLiterals()],
  build: {
    ssr: "src/node/bin.ts",
    outDir: "dist/cli",
    target: "node20.19",
    // The lines of an internal error stay legible.
    minify: false,
    rolldownOptions: {
      output: {
        entryFileNames: "[name].js",
        chunkFileNames: "[name].js",
        // One file has what every run loads, and one what the commands share. The executable waits for its command, so it
        // stays apart: a command that imports the executable's file would wait for itself. So does what sends requests: to load
        // it with its list of public suffixes takes 40 ms, and `diagnose` needs none of it.
        codeSplitting: {
          groups: [
            { name: "start", tags: ["$initial"], test: /(?<!\/bin\.ts)$/ },
            { name: "engine", test: /(?<!\/src\/node\/http\/[^/]*)$/, minShareCount: 3 },
            { name: "http", test: /\/src\/node\/http\//, minShareCount: 2 },
          ],
        },
      },
    },
  },
});

/** Replaces the lists of ids by literals, so that help loads nothing of the engine. */
function idsAsLiterals(): Plugin {
  return {
    name: "ids-as-literals",
    load: (id) =>
      id.endsWith("/src/node/output/ids.ts")
        ? Object.entries(ids)
            .map(([name, value]) => `export const ${name} = ${JSON.stringify(value)};`)
            .join("\n")
        : null,
  };
}
