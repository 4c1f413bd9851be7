import type { Plugin } from "vite";
import { secretTakingScript, selfStartingScript } from "../src/page-script/watch-script.ts";

/** Adds the scripts that run in each new document of a page that is watched across reloads. */
export const pageScripts: Plugin = {
  name: "page-scripts",
  generateBundle() {
    this.emitFile({ type: "asset", fileName: "watch-page.js", source: selfStartingScript() });
    this.emitFile({ type: "asset", fileName: "watch-secret.js", source: secretTakingScript() });
  },
};
