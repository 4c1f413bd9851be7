import { execFileSync } from "node:child_process";
import { existsSync, readFileSync, realpathSync, statSync } from "node:fs";
import { dirname, join, relative, resolve, sep } from "node:path";

/** The files of the repository that the current folder belongs to. Paths are from its root, with `/` between their parts. */
export interface Repository {
  /**
   * True where git has the file, or has not been told of it: code that nobody has committed yet is source code too. False where git
   * ignores the file. Without git, true where the file exists outside of `node_modules`.
   */
  readonly has: (path: string) => boolean;
  /** True where git has the file already; without git the same as `has`. */
  readonly tracks: (path: string) => boolean;
  /**
   * The only file of the repository that ends with these parts of a path, of those that git has, or else of all; null where there are
   * none or several.
   */
  readonly onlyFileEndingWith: (path: string) => string | null;
  /** How many lines a file has; 0 where it cannot be read. */
  readonly lineCount: (path: string) => number;
  /** The path from the root of a file that exists, given from the current folder; null where it is outside. */
  readonly pathOf: (file: string) => string | null;
}

/** Returns a function that reads the repository of the current folder when it is first called. */
export function readRepository(): () => Repository {
  let repository: Repository | undefined;
  return () => {
    repository ??= repositoryAt(findRoot(realpathSync(process.cwd())));
    return repository;
  };
}

function repositoryAt(root: string): Repository {
  const tracked = filesOfGit(root, "--cached");
  const known = tracked && new Set([...tracked, ...(filesOfGit(root, "--others", "--exclude-standard") ?? [])]);
  const lineCounts = new Map<string, number>();
  const isFile = (path: string) => statSync(join(root, path), { throwIfNoEntry: false })?.isFile() ?? false;
  const isIn = (files: ReadonlySet<string> | null) => (path: string) =>
    files?.has(path) ?? (!isOfPackage(path) && isFile(path));
  const has = isIn(known);
  return {
    has,
    tracks: isIn(tracked),
    onlyFileEndingWith(path) {
      if (has(path)) return path;
      const endingIn = (files: Iterable<string>) => [...files].filter((file) => file.endsWith(`/${path}`));
      const inGit = endingIn(tracked ?? []);
      const [file, another] = inGit.length > 0 ? inGit : endingIn(known ?? []);
      return another === undefined ? (file ?? null) : null;
    },
    lineCount(path) {
      const count = lineCounts.get(path) ?? countLines(join(root, path));
      lineCounts.set(path, count);
      return count;
    },
    pathOf(file) {
      if (!existsSync(file)) return null;
      // GitHub shows nothing for a path through a symbolic link.
      const path = relative(root, realpathSync(resolve(file)));
      const isOutside = path === ".." || path.startsWith(`..${sep}`) || resolve(path) === path;
      return isOutside ? null : path.split(sep).join("/");
    },
  };
}

/** The folder with `.git` around a folder, else the folder itself. */
function findRoot(folder: string): string {
  for (let root = folder; ; root = dirname(root)) {
    if (existsSync(join(root, ".git"))) return root;
    if (dirname(root) === root) return folder;
  }
}

function isOfPackage(path: string): boolean {
  return /(^|\/)node_modules\//.test(path);
}

/** The files that `git ls-files` lists, without those of packages; null where there is no git or no repository. */
function filesOfGit(root: string, ...options: string[]): ReadonlySet<string> | null {
  if (!existsSync(join(root, ".git"))) return null;
  try {
    const files = execFileSync("git", ["ls-files", "-z", ...options], {
      cwd: root,
      encoding: "utf8",
      maxBuffer: 1 << 28,
      stdio: ["ignore", "pipe", "ignore"],
      timeout: 10_000,
    });
    return new Set(files.split("\0").filter((path) => path !== "" && !isOfPackage(path)));
  } catch {
    return null;
  }
}

function countLines(path: string): number {
  try {
    return readFileSync(path, "utf8").split("\n").length;
  } catch {
    return 0;
  }
}
