import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { visible } from "../../text/visible.ts";
import { readExecutable } from "../browser/executable.ts";
import { hasDisplay, type OpenOptions, openPanel } from "../browser/open-panel.ts";
import { errorMessage } from "../errors.ts";
import { type ExitCode, exitCodeHelp, exitCodes } from "../exit-code.ts";
import type { Io } from "../io.ts";
import { type Command, failWith } from "./command.ts";
import { onInterrupt } from "./interrupt.ts";
import { findPageUrlProblem } from "./page-url.ts";

/** `cors-panel open`: opens a page in Chromium, with the CORS panel in its DevTools. */
export const openCommand: Command = {
  name: "open",
  summary: "open a page in Chromium, with the CORS panel in its DevTools",
  help: `Usage: cors-panel open URL [--browser PATH]

Opens a page in Chromium with a new profile, and DevTools on the CORS panel. Ends when you close the window or press
Ctrl-C. Needs Puppeteer: npm install --save-dev puppeteer

Options:
  --browser PATH  the browser's executable; default: CHROME_PATH, then Puppeteer's browser. Use Chromium or Chrome for
                  Testing; branded Chrome loads no extension from the command line
  -h, --help      print this help

Exit code:
${exitCodeHelp.open}

Examples:
  cors-panel open http://localhost:3000
  cors-panel open https://staging.example --browser /usr/bin/chromium
`,
  run: runOpen,
};

async function runOpen(args: string[], io: Io): Promise<ExitCode> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: { browser: { type: "string" } },
  });
  const [url, another] = positionals;
  if (url === undefined) return failWith("no URL given; add the URL of the page to open", io);
  if (another !== undefined) return failWith(`give one URL only; remove "${visible(another)}"`, io);
  const urlProblem = findPageUrlProblem(url, ["http:", "https:", "file:"]);
  if (urlProblem !== null) return failWith(urlProblem, io);
  if (!hasDisplay())
    return failWith(
      `no display to open a window on; to check the page without a window, run cors-panel check ${visible(url)}`,
      io,
    );
  const executable = readExecutable(values.browser, io.env);
  if (typeof executable === "string") return failWith(executable, io);
  const { signal, release } = onInterrupt();
  try {
    await openUntilClosed({ extension: extensionFolder(), url, ...executable, signal });
    return exitCodes.ok;
  } catch (error) {
    if (signal.aborted) return exitCodes.ok;
    const isMissing = (error as NodeJS.ErrnoException).code === "ERR_MODULE_NOT_FOUND";
    const message = isMissing
      ? "Puppeteer is not installed; run npm install --save-dev puppeteer"
      : errorMessage(error);
    return failWith(message, io);
  } finally {
    release();
  }
}

/** Opens the panel; resolves when the user closed the page or the window, or interrupted the command. */
async function openUntilClosed(options: OpenOptions & { readonly signal: AbortSignal }): Promise<void> {
  const { browser, page, close } = await openPanel(options);
  await new Promise<void>((resolve) => {
    browser.once("disconnected", () => resolve());
    page.once("close", () => resolve());
    options.signal.addEventListener("abort", () => resolve(), { once: true });
  });
  await close();
}

/** The folder of the built extension: the first is that in the package, the second that of a run from the sources. */
function extensionFolder(): string {
  const folders = ["../../../extension/", "../../../dist/extension/"].map((path) =>
    fileURLToPath(new URL(path, import.meta.url)),
  );
  return folders.find((folder) => existsSync(`${folder}manifest.json`) && existsSync(`${folder}assets`)) ?? "";
}
