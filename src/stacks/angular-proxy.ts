import { translate } from "../text/translate.ts";
import { defineStack, snippet } from "./stack.ts";
import { proxyFixes } from "./writing/dev-proxy.ts";
import { doubleQuoted } from "./writing/quote.ts";

/** The proxy of Angular's development server. */
export const angularProxy = defineStack({
  id: "angular-proxy",
  name: "Angular's dev server",
  language: "json",
  devPorts: [4200],
  fix: proxyFixes(({ target, prefix, stripsPrefix, followsRedirects }) => {
    const options = [
      `"target": ${doubleQuoted(target)}`,
      '"changeOrigin": true',
      ...(followsRedirects ? ['"followRedirects": true'] : []),
      ...(stripsPrefix ? ['"pathRewrite": { "^/api": "" }'] : []),
    ];
    const lines = [
      "{",
      { changed: `  ${doubleQuoted(prefix)}: {` },
      ...options.map((line, index) => ({ changed: `    ${line}${index < options.length - 1 ? "," : ""}` })),
      { changed: "  }" },
      "}",
    ];
    return [
      snippet(lines, [
        'The file is `proxy.conf.json`; `angular.json` names it: `"serve": { "options": { "proxyConfig": "proxy.conf.json" } }`. Restart `ng serve`.',
        translate`In the page: a path that begins with \`${prefix}\`, without the API's origin.`,
        translate`\`${prefix}/*\` would reach one segment only, and answer deeper paths with index.html.`,
        'For an API with a certificate of its own making add `"secure": false`.',
      ]),
    ];
  }),
});
