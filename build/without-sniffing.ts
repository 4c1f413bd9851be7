import type { Plugin } from "vite";

/** Leaves the sniffing code out of `whatwg-mimetype`, a CommonJS package that is not tree-shaken. The engine only parses. */
export const withoutSniffing: Plugin = {
  name: "without-sniffing",
  load: (id) => (id.endsWith("/whatwg-mimetype/lib/sniff.js") ? "" : null),
};
