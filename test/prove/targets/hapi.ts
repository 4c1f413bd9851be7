import { appSource } from "../debian.ts";
import { appOnNode } from "../node.ts";

export const hapi = appOnNode({
  name: "hapi with its cors option",
  stack: "hapi",
  packages: ["@hapi/hapi"],
  files: (fix) => ({
    "act.mjs": appSource("act.mjs.txt"),
    "app.mjs": appSource("hapi.mjs.txt").replace("// THE FIX", () => fix ?? withoutCors),
  }),
  command: (port) => [process.execPath, "app.mjs", String(port)],
});

const withoutCors = "import Hapi from '@hapi/hapi'; const server = Hapi.server();";
