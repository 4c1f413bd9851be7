import { defineStack, type Snippet, snippet } from "./stack.ts";
import { type Forwarding, inPage, ownCertificate, proxyFixes } from "./writing/dev-proxy.ts";
import { jsString } from "./writing/quote.ts";

/** The proxy of webpack-dev-server 5 and 6, also as Create React App sets it up. */
export const webpackDevServer = defineStack({
  id: "webpack-dev-server",
  name: "webpack-dev-server",
  language: "javascript",
  devPorts: [],
  fix: proxyFixes((forwarding) => [inConfig(forwarding), inSetupProxy(forwarding)]),
});

function inConfig(forwarding: Forwarding): Snippet {
  const lines = [
    "// webpack.config.js: `devServer.proxy` beside what is there already.",
    "module.exports = {",
    "  devServer: {",
    "    proxy: [",
    { changed: "      {" },
    { changed: `        context: [${jsString(forwarding.prefix)}],` },
    ...options(forwarding).map((line) => ({ changed: `        ${line}` })),
    { changed: "      }," },
    "    ],",
    "  },",
    "};",
    ...inPage(forwarding),
  ];
  return snippet(lines, [
    "If `proxy` is an object, as in version 4, change it to a list. From version 5, webpack-dev-server does not start with an object.",
    ...ownCertificate(forwarding.target),
  ]);
}

function inSetupProxy(forwarding: Forwarding): Snippet {
  const lines = [
    "// src/setupProxy.js",
    "const { createProxyMiddleware } = require('http-proxy-middleware'); // npm install --save-dev http-proxy-middleware",
    "",
    "module.exports = (app) => {",
    { changed: "  app.use(createProxyMiddleware({" },
    { changed: `    pathFilter: ${jsString(forwarding.prefix)},` },
    ...options(forwarding).map((line) => ({ changed: `    ${line}` })),
    { changed: "  }));" },
    "};",
    ...inPage(forwarding),
  ];
  return {
    ...snippet(lines, [
      "Install http-proxy-middleware 3 or later. Older versions have no `pathFilter`.",
      "Restart `npm start`.",
    ]),
    title: "Or with Create React App, in `src/setupProxy.js`",
  };
}

function options({ target, stripsPrefix, followsRedirects }: Forwarding): string[] {
  return [
    `target: ${jsString(target)},`,
    "changeOrigin: true,",
    ...(followsRedirects ? ["followRedirects: true,"] : []),
    ...(stripsPrefix ? ["pathRewrite: { '^/api': '' },"] : []),
  ];
}
