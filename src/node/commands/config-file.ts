import { existsSync, statSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { type AuditRule, readConfig } from "../../audit/read-config.ts";
import { visible } from "../../text/visible.ts";
import { publicSuffixList } from "../http/public-suffix-list.ts";
import { importModule } from "../import-module.ts";
import { configNames } from "./config-names.ts";

/** The rules of a policy file. */
export interface Policy {
  readonly path: string;
  readonly rules: readonly AuditRule[];
}

/** Reads the named policy file, or that in the current folder; every problem as a sentence when it cannot be used. */
export async function readPolicy(
  file: string | undefined,
  base: string | undefined,
): Promise<Policy | { readonly problems: readonly string[] }> {
  const found = findConfig(file);
  if (typeof found === "string") return { problems: [found] };
  const { path } = found;
  const loaded = await loadConfig(path);
  if (typeof loaded === "string") return { problems: [`${visible(path)}: ${loaded}`] };
  const read = readConfig(loaded.value, base, publicSuffixList);
  if ("rules" in read) return { path, rules: read.rules };
  return { problems: read.problems.map((problem) => `${visible(path)}: ${visible(problem)}`) };
}

/** The rules of a profile for the URL `base`; every problem as a sentence when they cannot be used. */
export function policyOfProfile(
  profile: string,
  base: string | undefined,
  origins: readonly string[],
): Policy | { readonly problems: readonly string[] } {
  const config = { allow: [{ origins, routes: [base], profile }] };
  const read = readConfig(config, undefined, publicSuffixList);
  if ("rules" in read) return { path: `--profile ${profile}`, rules: read.rules };
  const option = (problem: string) =>
    problem
      .replace(/^allow\[0\]\.profile: /, "--profile ")
      .replace(/^allow\[0\]\.origins\[\d+\]: /, "--origin: ")
      .replace(/^allow\[0\]\.routes\[0\]: /, "--base: ");
  return { problems: read.problems.map((problem) => visible(option(problem))) };
}

/** The named file, or the first of `configNames` in the current folder; a sentence when there is none. */
function findConfig(path: string | undefined): { readonly path: string } | string {
  if (path !== undefined) return findPathProblem(path) ?? { path };
  const found = configNames.find((name) => existsSync(name));
  return found
    ? { path: found }
    : `no policy found; the current folder has no ${configNames.join(", ")}. Create one, or use --config FILE`;
}

function findPathProblem(path: string): string | null {
  const stats = statSync(path, { throwIfNoEntry: false });
  if (!stats) return `${visible(path)}: no such file`;
  return stats.isDirectory() ? `${visible(path)}: this is a folder; give the path of the file in it` : null;
}

/** The content of a JSON file, or the default export of a module; a sentence when it cannot be read. */
async function loadConfig(path: string): Promise<{ readonly value: unknown } | string> {
  try {
    if (path.endsWith(".json")) return { value: JSON.parse(await readFile(path, "utf8")) };
    const module: unknown = await importModule(path);
    if (typeof module !== "object" || module === null || !("default" in module))
      return 'the file has no default export; export the policy with "export default"';
    return { value: module.default };
  } catch (error) {
    return visible(error instanceof Error ? error.message : String(error));
  }
}
