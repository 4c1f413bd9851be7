import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { visible } from "../../text/visible.ts";
import { namedBrowser } from "../browser/executable.ts";
import { hasDisplay, openPanel } from "../browser/open-panel.ts";
import { firstLine } from "../errors.ts";
import type { Command, ExitCode } from "./command.ts";
import { onInterrupt } from "./interrupt.ts";

/** `cors-panel open`: a page in Chromium, with the CORS panel in its DevTools. */
export const openCommand: Command = {
  name: "open",
  summary: "open a page in Chromium, with the CORS panel in its DevTools",
  help: `Usage: cors-panel open URL [--browser PATH]

Opens a page in a Chromium with a profile of its own (through Puppeteer, to be installed beside), with DevTools open on
the CORS panel. Ends when the window is closed, or with Ctrl-C.

Options:
  --browser PATH  the executable; else CHROME_PATH, else Puppeteer's choice. Chromium and Chrome for Testing work;
                  branded Chrome takes no extension from the command line
  -h, --help      print this help

Exit code:
  0  the window was closed
  2  bad usage, or the page or the browser could not be opened

Examples:
  cors-panel open http://localhost:3000
  cors-panel open https://staging.example --browser /usr/bin/chromium
`,
  async run(args, io) {
    const { values, positionals } = parseArgs({
      args,
      allowPositionals: true,
      options: { browser: { type: "string" } },
    });
    const [url, another] = positionals;
    const misused = (message: string): ExitCode => {
      io.warn(message);
      return 2;
    };
    if (url === undefined) return misused("no URL given: name the page to open");
    if (another !== undefined) return misused(`one URL at a time, and not "${visible(another)}" as well`);
    if (!URL.canParse(url) || !/^(https?|file):$/.test(new URL(url).protocol))
      return misused(`"${visible(url)}" is no address of a page: give it with its scheme, as in http://localhost:3000`);
    if (!hasDisplay())
      return misused(`there is no display for a window; without one: cors-panel check ${visible(url)}`);
    const named = namedBrowser(values.browser, io.env);
    if (typeof named === "string") return misused(named);
    const { signal, release } = onInterrupt();
    try {
      const { browser, page, close } = await openPanel({ extension: extensionFolder(), url, ...named, signal });
      await new Promise<void>((resolve) => {
        browser.once("disconnected", () => resolve());
        page.once("close", () => resolve());
        signal.addEventListener("abort", () => resolve(), { once: true });
      });
      await close();
      return 0;
    } catch (error) {
      if (signal.aborted) return 0;
      const missing = (error as NodeJS.ErrnoException).code === "ERR_MODULE_NOT_FOUND";
      return misused(missing ? "this command needs Puppeteer: npm install --save-dev puppeteer" : firstLine(error));
    } finally {
      release();
    }
  },
};

/** The built extension: beside the library in the package, or where the build puts it when run from the sources. */
function extensionFolder(): string {
  const folders = ["../../../extension/", "../../../dist/extension/"].map((path) =>
    fileURLToPath(new URL(path, import.meta.url)),
  );
  return folders.find((folder) => existsSync(`${folder}manifest.json`) && existsSync(`${folder}assets`)) ?? "";
}
