import { execFile } from "node:child_process";
import { cp, mkdir, symlink } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

export const root = fileURLToPath(new URL("../..", import.meta.url));

/** A path in the node_modules of this repository. */
export const ownModule = (path: string) => join(root, "node_modules", path);

export interface Result {
  readonly code: number;
  readonly out: string;
  readonly errors: string;
}

export interface RunOptions {
  readonly cwd: string;
  readonly env?: Readonly<Record<string, string | undefined>>;
}

/** Runs a program to its end, whatever its exit code is; -1 where a signal ended it. */
export function run(command: string, args: readonly string[], { cwd, env = process.env }: RunOptions): Promise<Result> {
  return new Promise((resolve) => {
    execFile(command, args, { cwd, env, maxBuffer: 50_000_000 }, (error, out, errors) => {
      resolve({ code: typeof error?.code === "number" ? error.code : error ? -1 : 0, out, errors });
    });
  });
}

/** Builds and packs this package; returns the path of the archive in the folder, and the paths of the files in it. */
export async function packPackage(folder: string): Promise<{ archive: string; files: readonly string[] }> {
  // Under the name that a test run gives its environment, Vite would build a larger extension, for development.
  await run("npm", ["run", "--silent", "build"], { cwd: root, env: { ...process.env, NODE_ENV: undefined } });
  const pack = ["pack", "--ignore-scripts", "--json", "--pack-destination", folder];
  const [{ filename, files }] = JSON.parse((await run("npm", pack, { cwd: root })).out);
  return { archive: join(folder, filename), files: files.map(({ path }: { path: string }) => path) };
}

/** Installs the archive in a folder, as users install the package. */
export function installArchive(archive: string, folder: string): Promise<Result> {
  const options = ["--engine-strict", "--prefer-offline", "--no-audit", "--no-fund"];
  return run("npm", ["install", ...options, archive], { cwd: folder });
}

/**
 * Makes a folder that has the installed package of another folder, and this repository's own packages of these names. It
 * saves the time to install them again.
 */
export async function makeFolderWith(packages: readonly string[], installed: string, folder: string): Promise<void> {
  const modules = join(folder, "node_modules");
  await cp(join(installed, "node_modules"), modules, { recursive: true });
  for (const name of packages) {
    await mkdir(dirname(join(modules, name)), { recursive: true });
    await symlink(ownModule(name), join(modules, name));
  }
}
