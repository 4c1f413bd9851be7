import { execFile } from "node:child_process";
import { accessSync, constants, statSync } from "node:fs";
import { delimiter, join } from "node:path";
import { visible } from "../../text/visible.ts";

/**
 * The executable that `--browser` names, or else the environment; undefined when neither does. A sentence when it cannot
 * be run.
 */
export function readExecutable(
  option: string | undefined,
  env: Readonly<Record<string, string | undefined>>,
): { readonly executablePath: string | undefined } | string {
  const variables = ["CHROME_PATH", "PUPPETEER_EXECUTABLE_PATH"];
  const settings = [["--browser", option] as const, ...variables.map((name) => [name, env[name]] as const)];
  const [setting, path] = settings.find(([, value]) => value) ?? [];
  if (path === undefined) return { executablePath: undefined };
  const problem = findPathProblem(path);
  return problem === null ? { executablePath: path } : `${setting} names ${visible(path)}, ${problem}`;
}

/** What a browser's program is called; Chromium first, because branded Chrome loads no extension from a command line. */
const programs = ["chromium", "chromium-browser", "google-chrome-stable", "google-chrome"];

/** The browser that Puppeteer downloaded, or else the first that a folder of `PATH` holds; undefined where there is none. */
export function findInstalledBrowser(downloaded: () => string, { PATH = "" } = process.env): string | undefined {
  const own = pathOf(downloaded);
  const onPath = programs.flatMap((name) => PATH.split(delimiter).map((folder) => join(folder, name)));
  return [own, ...onPath].find((path) => path !== "" && findPathProblem(path) === null);
}

/** Puppeteer throws where it knows no browser for this machine. */
function pathOf(downloaded: () => string): string {
  try {
    return downloaded();
  } catch {
    return "";
  }
}

/** Checked beforehand, because Node throws an error that cannot be caught when Puppeteer starts such a file. */
function findPathProblem(path: string): string | null {
  try {
    if (!statSync(path).isFile()) return "which is a directory; give the path of the program in that directory";
  } catch {
    return "where no file exists; give the full path of a browser";
  }
  try {
    accessSync(path, constants.X_OK);
    return null;
  } catch {
    return "which you may not run; check the file's permissions";
  }
}

/**
 * The error that a browser prints when it does not start, such as a missing library or a sandbox that the system
 * forbids; "" when it starts. Puppeteer does not report it, so the browser is started a second time without Puppeteer.
 */
export function findStartupError(executablePath: string, launch: readonly string[], folder: string): Promise<string> {
  const args = ["--headless=new", ...launch, `--user-data-dir=${join(folder, "again")}`];
  return new Promise((resolve) => {
    execFile(
      executablePath,
      [...args, "--dump-dom", "about:blank"],
      { timeout: 5000, killSignal: "SIGKILL", env: { ...process.env, TMPDIR: folder } },
      (error, _, stderr) => resolve(error ? errorLine(stderr) : ""),
    );
  });
}

/** Chromium logs unimportant errors too, and begins each line with `[process:thread:time:LEVEL:file(line)]`. */
function errorLine(stderr: string): string {
  const lines = stderr.split("\n").filter((line) => line.trim() !== "");
  const line = lines.find((each) => /:FATAL:|error while loading|sandbox/i.test(each)) ?? lines.at(0) ?? "";
  return visible(line.replace(/^\[[^\]]*\] ?/, "").slice(0, 300)).replace(/[.!]$/, "");
}

/** The message that no browser started: why, and what to do. */
export function startFailure(reason: string, executablePath: string | undefined): string {
  const another = "--browser PATH or CHROME_PATH";
  if (reason.startsWith("Could not find"))
    return `Puppeteer has not downloaded a browser; run npx puppeteer browsers install chrome, or set ${another}`;
  const subject =
    executablePath === undefined ? "the browser did not start" : `${visible(executablePath)} did not start`;
  return `${subject} (${reason}); to use another browser, set ${another}`;
}
