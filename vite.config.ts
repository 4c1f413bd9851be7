import { crx, type ManifestV3Export } from "@crxjs/vite-plugin";
import { defineConfig } from "vite";
import manifest from "./manifest.json" with { type: "json" };

/** One build serves Chrome and Firefox: without a background worker, both read the same manifest. */
export default defineConfig({
  plugins: [crx({ manifest: manifest as ManifestV3Export })],
  build: {
    outDir: "dist/extension",
    modulePreload: { polyfill: false },
    rolldownOptions: { input: { panel: "extension/panel.html" } },
  },
});
