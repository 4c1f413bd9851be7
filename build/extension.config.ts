import { type CrxPlugin, crx, type ManifestV3Export } from "@crxjs/vite-plugin";
import { defineConfig } from "vite";
import manifest from "../manifest.json" with { type: "json" };
import { causesPage } from "./causes-page.ts";
import { pageScripts } from "./page-scripts.ts";
import { plainImports } from "./plain-imports.ts";

/** Builds the extension for Chrome and Firefox at once. */
export default defineConfig({
  plugins: [
    plainImports,
    crx({ manifest: manifest as ManifestV3Export }),
    backgroundForBoth(),
    causesPage,
    pageScripts,
  ],
  build: {
    outDir: "dist/extension",
    // The page names all its modules, so that they load in parallel.
    modulePreload: { polyfill: false },
    rolldownOptions: {
      checks: { pluginTimings: false },
      input: { panel: "extension/panel.html" },
      output: {
        // One file has what all pages share, another one what the panel and its detail chunk share.
        codeSplitting: {
          groups: [{ name: "shared", minShareCount: 2, entriesAware: true, entriesAwareMergeThreshold: 500 }],
        },
      },
    },
  },
});

/** Names the background worker under Firefox's key too. Each browser ignores the key of the other. */
function backgroundForBoth(): CrxPlugin {
  return {
    name: "background-for-both",
    enforce: "post",
    renderCrxManifest(built) {
      const { background } = built;
      if (!background || !("service_worker" in background)) throw new Error("The manifest names no background worker.");
      return { ...built, background: { ...background, scripts: [background.service_worker] } };
    },
  };
}
