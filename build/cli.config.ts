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
        // stays apart: a command that imports the executable's file would wait for itself.
        codeSplitting: {
          groups: [
            { name: "start", tags: ["$initial"], test: /(?<!\/bin\.ts)$/ },
            { name: "engine", minShareCount: 3 },
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
