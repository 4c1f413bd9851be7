import { createHash } from "node:crypto";
import { defineConfig, type Plugin, type Rolldown } from "vite";
import { reportPlaceholder } from "../src/report/html.ts";

/** Builds the page of HTML reports: the panel's views in one file next to the command line, which inserts the report. */
export default defineConfig({
  plugins: [inOneFile()],
  build: {
    outDir: "dist/lib/node",
    emptyOutDir: false,
    modulePreload: false,
    rolldownOptions: { input: "extension/report.html", output: { codeSplitting: false } },
  },
});

/** Inlines the script and the style into the page, with a Content-Security-Policy that allows only these two. */
function inOneFile(): Plugin {
  return {
    name: "in-one-file",
    generateBundle: {
      // Otherwise Vite would change the script after it was hashed.
      order: "post",
      handler(_, bundle) {
        const take = (extension: string) => textOf(bundle, extension);
        const [page, code, style, icon] = [take(".html"), take(".js"), take(".css"), take(".svg")];
        const script = withoutComments(code);
        // Parsing fails where the comment stood outside of a string.
        this.parse(script);
        const policy = [
          "default-src 'none'",
          `script-src ${hashOf(script)}`,
          `style-src ${hashOf(style)}`,
          "img-src data:",
          "base-uri 'none'",
          "form-action 'none'",
        ].join("; ");
        const source = page
          .replace(/<script\b[^>]* src="[^"]*"[^>]*><\/script>/, () => `<script type="module">${script}</script>`)
          .replace(/<link rel="stylesheet"[^>]*>/, () => `<style>${style}</style>`)
          .replace(/(<link rel="icon" href=)"[^"]*"/, (_, link) => `${link}"data:image/svg+xml;base64,${btoa(icon)}"`)
          .replace(/<meta charset[^>]*>/, (charset) => {
            return `${charset}\n    <meta http-equiv="Content-Security-Policy" content="${policy}" />`;
          });
        if (source.split(reportPlaceholder).length !== 2) this.error("The page has not one place for the report.");
        this.emitFile({ type: "asset", fileName: "report.html", source });
      },
    },
  };
}

/** The script with the start of an HTML comment, which some fixes print, in another spelling of the same string. */
function withoutComments(script: string): string {
  return script.replaceAll("<!--", "<\\!--");
}

/** Removes the only file with this extension from the bundle, and returns its text. */
function textOf(bundle: Rolldown.OutputBundle, extension: string): string {
  const files = Object.values(bundle).filter(({ fileName }) => fileName.endsWith(extension));
  const [file] = files;
  if (!file || files.length > 1)
    throw new Error(`The page needs one file *${extension}, and there are ${files.length}.`);
  delete bundle[file.fileName];
  // A comment's start in a string would change how the browser finds the end of the script.
  const text = file.type === "chunk" ? file.code.replaceAll("<!--", "\\x3C!--") : String(file.source);
  // Such text would end the element, or the browser would read it differently from how it was hashed.
  if (/<\/(?:script|style)|\r/i.test(text) && extension !== ".html")
    throw new Error(`${file.fileName} cannot stand in a page.`);
  return text;
}

function hashOf(text: string): string {
  return `'sha256-${createHash("sha256").update(text).digest("base64")}'`;
}
