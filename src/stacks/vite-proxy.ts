import { translate } from "../text/translate.ts";
import { defineStack, snippet } from "./stack.ts";
import { inPage, ownCertificate, proxyFixes } from "./writing/dev-proxy.ts";
import { jsString } from "./writing/quote.ts";

/** The proxy of Vite's development server. */
export const viteProxy = defineStack({
  id: "vite-proxy",
  name: "Vite's dev server",
  language: "javascript",
  devPorts: [5173, 5174],
  fix: proxyFixes((forwarding) => {
    const { target, prefix, stripsPrefix, followsRedirects } = forwarding;
    const options = [
      `target: ${jsString(target)},`,
      "changeOrigin: true,",
      ...(followsRedirects ? ["followRedirects: true,"] : []),
      ...(stripsPrefix ? ["rewrite: (path) => path.replace(/^\\/api/, ''),"] : []),
    ];
    const lines = [
      "// vite.config.js: `server.proxy` beside what is there already.",
      "import { defineConfig } from 'vite';",
      "",
      "export default defineConfig({",
      "  server: {",
      "    proxy: {",
      { changed: `      ${jsString(prefix)}: {` },
      ...options.map((line) => ({ changed: `        ${line}` })),
      { changed: "      }," },
      "    },",
      "  },",
      "});",
      ...inPage(forwarding),
    ];
    return [
      snippet(lines, [
        translate`If the page has its own paths that begin with \`${prefix}\`, such as \`${prefix}-docs\`, write \`${prefix}/\` instead.`,
        ...ownCertificate(target),
      ]),
    ];
  }),
});
