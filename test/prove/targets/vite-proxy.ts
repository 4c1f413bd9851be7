import { join } from "node:path";
import { devServer } from "../dev-server.ts";

const vite = join(import.meta.dirname, "../../../node_modules/vite");

export const viteProxy = devServer({
  name: "Vite's dev server in front of Express",
  stack: "vite-proxy",
  packages: [],
  files: (fix) => ({
    "public/page.html": "<!doctype html><title>page</title>",
    "package.json": '{ "type": "module" }',
    "vite.config.js": (fix ?? "export default {};").replace("'vite'", () =>
      JSON.stringify(`${vite}/dist/node/index.js`),
    ),
  }),
  command: (port) => [process.execPath, `${vite}/bin/vite.js`, "--host=127.0.0.1", `--port=${port}`, "--strictPort"],
});
