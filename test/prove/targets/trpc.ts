import { appSource } from "../debian.ts";
import { appOnNode } from "../node.ts";

export const trpc = appOnNode({
  name: "tRPC's standalone server with cors",
  stack: "trpc",
  packages: ["@trpc/server", "cors"],
  files: (fix) => ({
    "act.mjs": appSource("act.mjs.txt"),
    "trpc-server.mjs": appSource("trpc-server.mjs.txt"),
    "app.mjs": appSource("trpc.mjs.txt")
      .replace("// THE FIX", () => fix ?? withoutCors)
      .replace("'@trpc/server/adapters/standalone'", "'./trpc-server.mjs'")
      .replace("listen(3000)", "listen(Number(process.argv[2]), '127.0.0.1')"),
  }),
  command: (port) => [process.execPath, "app.mjs", String(port)],
});

const withoutCors = [
  "import { createHTTPServer } from '@trpc/server/adapters/standalone';",
  "createHTTPServer({ router: appRouter, createContext }).listen(3000);",
].join("\n");
