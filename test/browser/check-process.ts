import { spawn } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { findBrowser } from "../setup.mjs";

/** `leftovers` of a run that ended its processes and removed its temporary files. */
export const noLeftovers = { processes: [], files: [] };

/** Done while the command runs; `interrupt` is Ctrl-C, and `printed` calls back with the whole output so far, each time it grows. */
export interface Meanwhile {
  readonly meanwhile: (
    temporaryFolder: string,
    interrupt: () => void,
    printed: (listener: (out: string) => void) => void,
  ) => Promise<void>;
}

/** What the command `cors-panel check` needs for its runs; `close` removes all their files. */
export function checkRunner() {
  const folder = mkdtempSync(join(tmpdir(), "cors-panel-check-"));
  return {
    folder,
    /** Writes a file, and returns its path. */
    file(name: string, content: string): string {
      const path = join(folder, name);
      writeFileSync(path, content);
      return path;
    },
    /** Runs the command as a shell does, and returns its exit code, its output and what it left behind. */
    check: (...args: (string | Meanwhile)[]) => run(mkdtempSync(join(folder, "tmp-")), args),
    close: () => rmSync(folder, { recursive: true }),
  };
}

/** Each run has a folder of its own for temporary files, by which its processes and files are recognized. */
async function run(temporaryFolder: string, args: readonly (string | Meanwhile)[]) {
  const bin = fileURLToPath(new URL("../../src/node/bin.ts", import.meta.url));
  const argv = args.filter((arg) => typeof arg === "string");
  const env = { ...process.env, CHROME_PATH: findBrowser(), TMPDIR: temporaryFolder };
  const child = spawn(process.execPath, ["--import", "tsx", bin, "check", ...argv], { env });
  let [out, errors] = ["", ""];
  child.stdout.on("data", (chunk) => {
    out += chunk;
  });
  child.stderr.on("data", (chunk) => {
    errors += chunk;
  });
  const ended = new Promise<number | null>((resolve) => child.on("close", resolve));
  const printed = (listener: (out: string) => void) => child.stdout.on("data", () => listener(out));
  for (const arg of args)
    if (typeof arg !== "string") await arg.meanwhile(temporaryFolder, () => child.kill("SIGINT"), printed);
  const code = await ended;
  const processes = processesOf(temporaryFolder).map(({ command }) => command);
  return { code, out, errors, leftovers: { processes, files: browserFiles(temporaryFolder) } };
}

/** The files in the folder, except those that the compiler of the sources keeps there. */
function browserFiles(temporaryFolder: string): string[] {
  return readdirSync(temporaryFolder).filter((name) => !name.startsWith("tsx-") && name !== "node-compile-cache");
}

interface BrowserProcess {
  readonly id: number;
  readonly command: string;
  /** Whether it is the browser's main process, not one of a page or a service. */
  readonly isMain: boolean;
}

/** The browser's processes: those whose command line contains the temporary folder, in which its profile is. */
export function processesOf(temporaryFolder: string): BrowserProcess[] {
  return readdirSync("/proc").flatMap((name) => {
    if (!/^\d+$/.test(name)) return [];
    try {
      const command = readFileSync(`/proc/${name}/cmdline`, "utf8").replaceAll("\0", " ");
      if (!command.includes(temporaryFolder)) return [];
      return [{ id: Number(name), command, isMain: !command.includes("--type=") }];
    } catch {
      // The process has ended since the folder was listed.
      return [];
    }
  });
}
