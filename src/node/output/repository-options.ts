import { realpathSync, type Stats, statSync } from "node:fs";
import { resolve } from "node:path";
import { visible } from "../../text/visible.ts";
import { type Repository, readRepository } from "./repository.ts";

/** Where in the repository reports point to, as the user chose. */
export interface RepositoryOptions {
  /** Reads the repository's list of files when it is first asked. */
  readonly repository: () => Repository;
  /** The folder of the page's files. */
  readonly pageFolder: string;
  /** The place for requests whose code is not in the repository; null where the user names none. */
  readonly location: { readonly file: string; readonly line: number } | null;
}

/** Reads `--location` and `--sarif-root`; a sentence when they name nothing that exists. */
export function readRepositoryOptions(location: string | undefined, pageFolder = "."): RepositoryOptions | string {
  if (!statsOf(pageFolder)?.isDirectory()) return `--sarif-root ${visible(pageFolder)}: no such folder`;
  const repository = readRepository();
  const options = { repository, pageFolder: realpathSync(resolve(pageFolder)) };
  if (location === undefined) return { ...options, location: null };
  const [, file = "", line = "1"] = isFile(location)
    ? [location, location]
    : (/^(.*):([1-9]\d{0,8})$/s.exec(location) ?? []);
  if (!isFile(file)) return `--location ${visible(location)}: no such file; give the path of a file, or FILE:LINE`;
  const path = repository().pathOf(file);
  if (path === null) return `--location ${visible(location)}: the file is not in the repository`;
  return { ...options, location: { file: path, line: Number(line) } };
}

function isFile(path: string): boolean {
  return statsOf(path)?.isFile() ?? false;
}

function statsOf(path: string): Stats | undefined {
  try {
    return statSync(path);
  } catch {
    return undefined;
  }
}
