import { type CrxPlugin, crx, type ManifestV3Export } from "@crxjs/vite-plugin";
import { defineConfig, type Plugin } from "vite";
import manifest from "./manifest.json" with { type: "json" };

/** The engine parses MIME types and never sniffs them, but the package is CommonJS and comes in one piece. */
export const withoutSniffing: Plugin = {
  name: "without-sniffing",
  load: (id) => (id.endsWith("/whatwg-mimetype/lib/sniff.js") ? "" : null),
};

/** One build serves Chrome and Firefox. */
export default defineConfig({
  plugins: [withoutSniffing, crx({ manifest: manifest as ManifestV3Export }), backgroundForBoth()],
  build: {
    outDir: "dist/extension",
    // Named in the page, so that they are fetched together and not one after the other.
    modulePreload: { polyfill: false },
    rolldownOptions: {
      input: { panel: "extension/panel.html" },
      output: {
        // What all pages share makes one file, what the panel and its inspection share another.
        codeSplitting: {
          groups: [{ name: "shared", minShareCount: 2, entriesAware: true, entriesAwareMergeThreshold: 8000 }],
        },
      },
    },
  },
});

/** Names the background worker as Firefox needs it too; each browser passes over the other's key. */
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
