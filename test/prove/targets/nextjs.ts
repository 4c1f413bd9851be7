import { appSource } from "../debian.ts";
import { appOnNode, moduleFile } from "../node.ts";

export const nextjs = appOnNode({
  name: "Next.js with route handlers",
  stack: "nextjs",
  packages: ["next", "react", "react-dom"],
  files(fix) {
    const inConfig = fix?.startsWith("// next.config.mjs") ?? false;
    const [wrapped, optionsOf] = fix === null ? ["", "handle"] : ["withCors", withOptions];
    const route = appSource("nextjs-route.js.txt");
    return {
      "next.config.mjs": inConfig ? (fix ?? "") : "export default {};",
      "package.json": "{}",
      "app/act.mjs": appSource("act.mjs.txt"),
      "app/handle.mjs": appSource("fetch-handler.mjs.txt").replace("function handle", "export function handle"),
      "app/cors.js": inConfig ? "" : (fix ?? ""),
      "app/api/[...path]/route.js": inConfig
        ? written(route, "", "", "")
        : written(
            route,
            wrapped === "" ? "" : "import { withCors } from '../../cors';",
            wrapped,
            `export const OPTIONS = ${optionsOf};`,
          ),
    };
  },
  command: (port) => [process.execPath, moduleFile("next/dist/bin/next"), "dev", "--webpack", `--port=${port}`],
  env: { NEXT_TELEMETRY_DISABLED: "1" },
});

/** As the fix's own comment says. */
const withOptions = "withCors(() => new Response(null, { status: 204 }))";

function written(route: string, imported: string, wrapped: string, options: string): string {
  return route.replace("IMPORT", imported).replaceAll("WRAP", wrapped).replace("OPTIONS", options);
}
