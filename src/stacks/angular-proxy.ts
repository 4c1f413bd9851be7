import { translate } from "../text/translate.ts";
import { defineStack, snippet } from "./stack.ts";
import { ownCertificate, proxyFixes } from "./writing/dev-proxy.ts";
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
        'Save the code as `proxy.conf.json`, and name the file in `angular.json`: `"serve": { "options": { "proxyConfig": "proxy.conf.json" } }`. Then restart `ng serve`.',
        translate`In the page, request a path that begins with \`${prefix}\`, without the API's origin.`,
        translate`Do not write \`${prefix}/*\`, which matches one path segment only.`,
        ...ownCertificate(target, '"secure": false'),
      ]),
    ];
  }),
});
