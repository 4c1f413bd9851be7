import { appSource, appTarget } from "../debian.ts";
import { moduleFile } from "../node.ts";

const deno = moduleFile("@deno/linux-x64-glibc/deno");

export const supabaseEdge = appTarget({
  name: "Supabase Edge Functions on Deno",
  stack: "supabase-edge",
  on: "Deno",
  packages: ["deno"],
  check: [deno, "--version"],
  files: (fix) => ({
    "act.mjs": appSource("act.mjs.txt"),
    "app.mjs": appSource("fetch-handler.mjs.txt") + (fix ?? "Deno.serve(handle);"),
  }),
  command: (port) => ["env", `DENO_SERVE_ADDRESS=tcp:127.0.0.1:${port}`, deno, "run", "-A", "app.mjs"],
});
