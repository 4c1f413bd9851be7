import { spawn } from "node:child_process";
import { accessSync, constants, statSync } from "node:fs";
import { delimiter, join } from "node:path";
import { visible } from "../../text/visible.ts";
import { killTree } from "./kill-tree.ts";
import type { Puppeteer } from "./load-puppeteer.ts";

/**
 * The executable that `--browser` names by its path or by its name in a folder of `PATH`, or else the environment;
 * undefined when neither does. A sentence when it cannot be run.
 */
export function readExecutable(
  option: string | undefined,
  env: Readonly<Record<string, string | undefined>>,
): { readonly executablePath: string | undefined } | string {
  const variables = ["CHROME_PATH", "PUPPETEER_EXECUTABLE_PATH"];
  const settings = [["--browser", option] as const, ...variables.map((name) => [name, env[name]] as const)];
  const [setting, path] = settings.find(([, value]) => value) ?? [];
  if (path === undefined) return { executablePath: undefined };
  const onPath = /[\\/]/.test(path) ? undefined : firstProgram(foldersOf(env.PATH), [path]);
  if (onPath !== undefined) return { executablePath: onPath };
  const problem = findPathProblem(path);
  return problem === null ? { executablePath: path } : `${setting} names ${visible(path)}, ${problem}`;
}

/** What a browser's program is called; Chromium first, because branded Chrome loads no extension from a command line. */
const programs = ["chromium", "chromium-browser", "google-chrome-stable", "google-chrome"];

/**
 * The browser that Puppeteer downloaded, or else the first that a folder of `PATH` holds, or else one at a usual place;
 * undefined where there is none.
 */
export async function findInstalledBrowser(
  downloaded: Puppeteer["executablePath"],
  { PATH }: { readonly PATH?: string | undefined } = process.env,
  usual: readonly string[] = usualPaths,
): Promise<string | undefined> {
  const own = await pathOf(downloaded);
  if (own !== "" && findPathProblem(own) === null) return own;
  return firstProgram(foldersOf(PATH), programs) ?? usual.find((path) => findPathProblem(path) === null);
}

/** Where browsers are installed, for a `PATH` that lacks these folders. */
const usualPaths = [
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/snap/bin/chromium",
  "/usr/bin/google-chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe",
  "C:\\Program Files (x86)\\Google\\Chrome\\Application\\chrome.exe",
];

function foldersOf(path: string | undefined): string[] {
  return (path ?? "").split(delimiter).filter((folder) => folder !== "");
}

/** The first of these names that any of the folders holds as a program; on Windows also with `.exe`. */
function firstProgram(folders: readonly string[], names: readonly string[]): string | undefined {
  const endings = process.platform === "win32" ? ["", ".exe"] : [""];
  return names
    .flatMap((name) => folders.flatMap((folder) => endings.map((ending) => join(folder, `${name}${ending}`))))
    .find((path) => findPathProblem(path) === null);
}

/** Puppeteer throws where it knows no browser for this machine; puppeteer-core does so always, because it downloads none. */
async function pathOf(downloaded: Puppeteer["executablePath"]): Promise<string> {
  try {
    return await downloaded();
  } catch {
    return "";
  }
}

/** Checked beforehand, because Node throws an error that cannot be caught when Puppeteer starts such a file. */
function findPathProblem(path: string): string | null {
  try {
    if (!statSync(path).isFile()) return "which is a folder; give the path of the program in it";
  } catch {
    return "but no such program exists; give the full path of a browser";
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
    const child = spawn(executablePath, [...args, "--dump-dom", "about:blank"], {
      env: { ...process.env, TMPDIR: folder },
      stdio: ["ignore", "ignore", "pipe"],
      // A group of its own, so that it can be killed with the processes that it starts.
      detached: process.platform !== "win32",
    });
    let stderr = "";
    child.stderr.on("data", (chunk) => {
      stderr += chunk;
    });
    const timer = setTimeout(() => killTree(child), maxSecondStartTime);
    child.on("error", (error) => stop(error.message));
    child.on("close", (code) => stop(code === 0 ? "" : errorLine(stderr)));
    const stop = (message: string) => {
      clearTimeout(timer);
      resolve(message);
    };
  });
}

/** In milliseconds. */
const maxSecondStartTime = 5000;

/** Chromium logs unimportant errors too, and begins each line with `[process:thread:time:LEVEL:file(line)]`. */
function errorLine(stderr: string): string {
  const lines = stderr.split("\n").filter((line) => line.trim() !== "");
  const line = lines.find((each) => /:FATAL:|error while loading|sandbox/i.test(each)) ?? lines.at(0) ?? "";
  return visible(line.replace(/^\[[^\]]*\] ?/, "").slice(0, 300)).replace(/[.!]$/, "");
}

/** The message that no browser started: why, and what to do. */
export function startFailure(reason: string, executablePath: string | undefined): string {
  const another = "--browser PATH or CHROME_PATH";
  if (executablePath === undefined && /^(Could not find|An `executablePath`)/.test(reason))
    return `no browser is installed; run npx puppeteer browsers install chrome, or set ${another}`;
  const subject =
    executablePath === undefined ? "the browser did not start" : `${visible(executablePath)} did not start`;
  return `${subject} (${reason}); to use another browser, set ${another}`;
}
