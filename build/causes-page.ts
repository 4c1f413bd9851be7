import { readFileSync } from "node:fs";
import { micromark } from "micromark";
import { gfm, gfmHtml } from "micromark-extension-gfm";
import type { Plugin } from "vite";

/** Adds docs/causes.md to the extension as a page, so that the panel can link to what it says of a cause. */
export const causesPage: Plugin = {
  name: "causes-page",
  generateBundle() {
    const markdown = readFileSync(new URL("../docs/causes.md", import.meta.url), "utf8");
    this.emitFile({ type: "asset", fileName: "causes.html", source: toPage(markdown) });
  },
};

/** The document as a page whose headings have the same anchors as on the web. */
function toPage(markdown: string): string {
  const html = micromark(markdown, { extensions: [gfm()], htmlExtensions: [gfmHtml()] });
  const body = html.replace(/<h([1-3])>(.*?)<\/h\1>/g, (_, level, title: string) => {
    return `<h${level} id="${anchorOf(title)}">${title}</h${level}>`;
  });
  const [, title = ""] = /<h1[^>]*>(.*?)<\/h1>/.exec(body) ?? [];
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${title}</title>
<style>${style}</style>
</head>
<body><main>
${body}
</main></body>
</html>
`;
}

function anchorOf(title: string): string {
  return title
    .toLowerCase()
    .replace(/[^\w\s-]/g, "")
    .replaceAll(" ", "-");
}

const style = `
body { margin: 0; font: 15px/1.5 system-ui, sans-serif; }
main { max-width: 60rem; margin: 0 auto; padding: 1rem 1.5rem 50vh; }
:target { outline: 2px solid Highlight; outline-offset: 6px; }
code, pre { font-family: ui-monospace, monospace; font-size: .9em; }
pre { overflow-x: auto; }
table { border-collapse: collapse; display: block; overflow-x: auto; }
th, td { border: 1px solid color-mix(in srgb, currentcolor 30%, transparent); padding: .2rem .5rem; text-align: start; vertical-align: top; }
`;
