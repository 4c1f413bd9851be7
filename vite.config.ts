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
    modulePreload: false,
    rolldownOptions: { input: { panel: "extension/panel.html" } },
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
