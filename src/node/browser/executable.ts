import { execFile } from "node:child_process";
import { accessSync, constants, statSync } from "node:fs";
import { join } from "node:path";
import { visible } from "../../text/visible.ts";

/** The browser that a person names: by the option, else by the environment. A sentence when it is none. */
export function readExecutable(
  option: string | undefined,
  env: Readonly<Record<string, string | undefined>>,
): { readonly executablePath: string | undefined } | string {
  const names = ["CHROME_PATH", "PUPPETEER_EXECUTABLE_PATH"];
  const ways = [["--browser", option] as const, ...names.map((name) => [name, env[name]] as const)];
  const [way, path] = ways.find(([, named]) => named) ?? [];
  if (path === undefined) return { executablePath: undefined };
  const problem = problemOf(path);
  return problem === "" ? { executablePath: path } : `${way} names ${visible(path)}, ${problem}`;
}

/** Node raises an error that nobody can catch where Puppeteer starts what may not be run. */
function problemOf(path: string): string {
  try {
    if (!statSync(path).isFile()) return "which is a directory: name the program in it";
  } catch {
    return "where there is no file: give the whole path of a browser";
  }
  try {
    accessSync(path, constants.X_OK);
    return "";
  } catch {
    return "which may not be run as a program";
  }
}

/**
 * What a browser that did not start has to say: a missing library, or a sandbox that the system forbids. Puppeteer does
 * not hand it on, so the browser is started once more by hand.
 */
export function startupError(executablePath: string, launch: readonly string[], folder: string): Promise<string> {
  const args = ["--headless=new", ...launch, `--user-data-dir=${join(folder, "again")}`];
  return new Promise((resolve) => {
    execFile(
      executablePath,
      [...args, "--dump-dom", "about:blank"],
      { timeout: 5000, killSignal: "SIGKILL", env: { ...process.env, TMPDIR: folder } },
      (error, _, stderr) => resolve(error ? tellingLine(stderr) : ""),
    );
  });
}

/** Chromium begins its lines with `[process:thread:time:LEVEL:file(line)]`, and tells of much that does not matter. */
function tellingLine(stderr: string): string {
  const lines = stderr.split("\n").filter((line) => line.trim() !== "");
  const line = lines.find((each) => /:FATAL:|error while loading|sandbox/i.test(each)) ?? lines.at(0) ?? "";
  return visible(line.replace(/^\[[^\]]*\] ?/, "").slice(0, 300)).replace(/[.!]$/, "");
}

/** That no browser started, why, and what to do. */
export function startFailure(why: string, executablePath: string | undefined): string {
  const another = "--browser PATH or CHROME_PATH";
  if (why.startsWith("Could not find"))
    return `Puppeteer has not downloaded its browser: npx puppeteer browsers install chrome, or name one with ${another}`;
  const which = executablePath === undefined ? "no browser started" : `${visible(executablePath)} did not start`;
  return `${which} (${why}); name another with ${another}`;
}
