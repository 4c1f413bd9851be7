import { parseArgs } from "node:util";
import { visible } from "../../text/visible.ts";
import { readExecutable } from "../browser/executable.ts";
import { hasDisplay, type OpenOptions, openPanel } from "../browser/open-panel.ts";
import { errorMessage } from "../errors.ts";
import { type ExitCode, exitCodes } from "../exit-code.ts";
import type { Io } from "../io.ts";
import { packagePath } from "../package.ts";
import { failWith } from "./command.ts";
import { onInterrupt } from "./interrupt.ts";
import { findPageUrlProblem } from "./page-url.ts";

/** `cors-panel open`: opens a page in Chromium, with the CORS panel in its DevTools. */
export async function runOpen(args: string[], io: Io): Promise<ExitCode> {
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
    await openUntilClosed({ extension: packagePath("dist/extension"), url, ...executable, signal });
    return exitCodes.ok;
  } catch (error) {
    if (signal.aborted) return exitCodes.ok;
    return failWith(errorMessage(error), io);
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
