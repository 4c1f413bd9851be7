import { appSource } from "../debian.ts";
import { appOnNode, moduleFile } from "../node.ts";

export const vercel = appOnNode({
  name: "Vercel Functions on @vercel/node",
  stack: "vercel",
  on: "`@vercel/node`",
  packages: ["@vercel/node"],
  // It ends the process, and only Vercel itself answers then.
  impossible: ["an error page without the headers"],
  takes: ({ language }) => language === "javascript",
  files: (fix) => ({
    "package.json": '{ "type": "module" }',
    "act.mjs": appSource("act.mjs.txt"),
    "api/x.mjs": [
      appSource("fetch-handler.mjs.txt").replace("./act.mjs", "../act.mjs"),
      fix ?? "export default { fetch: handle };",
    ].join("\n"),
  }),
  ready: /Dev server listening/,
  // What `vercel dev` starts for each function.
  command: (port) => [
    "env",
    "VERCEL_DEV_ENTRYPOINT=api/x.mjs",
    `VERCEL_DEV_PORT=${port}`,
    process.execPath,
    moduleFile("@vercel/node/dist/dev-server.mjs"),
  ],
});
