import { appSource, appTarget } from "../debian.ts";
import { moduleFile } from "../node.ts";

const workerd = moduleFile("@cloudflare/workerd-linux-64/bin/workerd");

export const cloudflareWorkers = appTarget({
  name: "Cloudflare Workers on workerd",
  stack: "cloudflare-workers",
  packages: ["workerd"],
  check: [workerd, "--version"],
  files: (fix) => ({
    "config.capnp": appSource("workerd.capnp"),
    "act.mjs": appSource("act.mjs.txt"),
    "app.mjs": appSource("fetch-handler.mjs.txt") + (fix ?? "export default { fetch: handle };"),
  }),
  command: (port) => [workerd, "serve", "config.capnp", `--socket-addr=http=127.0.0.1:${port}`],
});
