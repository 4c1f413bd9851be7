import { appSource } from "../debian.ts";
import { appOnNode, moduleFile } from "../node.ts";

export const nuxt = appOnNode({
  name: "Nuxt's server middleware on Nitro",
  stack: "nuxt",
  on: "Nitro, without Nuxt",
  packages: ["nitropack"],
  files: (fix) => ({
    "package.json": '{ "type": "module" }',
    "nitro.config.mjs": "export default { srcDir: 'server', compatibilityDate: '2026-01-01' };",
    "server/act.mjs": appSource("act.mjs.txt"),
    "server/routes/api/[...path].js": appSource("nitro-route.js.txt"),
    ...(fix === null ? {} : { "server/middleware/0.cors.js": fix }),
  }),
  command: (port) => [
    "sh",
    "-c",
    '"$0" "$1" build && PORT="$2" HOST=127.0.0.1 exec "$0" .output/server/index.mjs',
    process.execPath,
    moduleFile("nitropack/dist/cli/index.mjs"),
    String(port),
  ],
});
