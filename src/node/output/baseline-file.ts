import { readFileSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import { baselineOf, compareWithBaseline, withAccepted } from "../../report/baseline.ts";
import type { BaselineEntry } from "../../report/baseline-entry.ts";
import { countsOf } from "../../report/counts.ts";
import type { DiagnosedSource } from "../../report/format.ts";
import { visible, visibleJson } from "../../text/visible.ts";
import { fileErrorMessage } from "../errors.ts";
import type { Io } from "../io.ts";
import { makeFolder } from "./make-folder.ts";

/** A baseline file, and its content. */
export interface Baseline {
  readonly path: string;
  /** Null where the file does not exist, so that it accepts nothing. */
  readonly refusals: readonly BaselineEntry[] | null;
  /** True where the file has an older version, which names no headers. */
  readonly isOld: boolean;
  /** True when this run replaces the file by the refusals that it finds. */
  readonly update: boolean;
}

/** Reads the file, which need not exist yet; a sentence when it cannot be read or is no baseline. */
export function readBaseline(path: string, update: boolean): Baseline | string {
  let text: string;
  try {
    text = readFileSync(path, "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return { path, refusals: null, isOld: false, update };
    return `${visible(path)}: cannot read the baseline (${fileErrorMessage(error)})`;
  }
  const content = parseBaseline(text);
  if (typeof content === "string") return `${visible(path)}: ${content}`;
  return { path, ...content, update };
}

/**
 * The sources with the refusals that the baseline accepts; undefined when the baseline was to be updated and could not
 * be. Says on standard error how many it accepts, which entries did not occur, and how to accept what is new.
 */
export async function applyBaseline(
  baseline: Baseline,
  sources: readonly DiagnosedSource[],
  isComplete: boolean,
  io: Io,
): Promise<readonly DiagnosedSource[] | undefined> {
  const name = visible(baseline.path);
  const diagnoses = sources.flatMap((source) => source.diagnoses);
  const blocked = sources.flatMap(({ counted }) => counted?.blocked ?? []);
  if (baseline.update && blocked.some(({ entry }) => entry === null)) {
    io.warn(
      `${name}: the baseline was not written, because there are too many different refusals; record fewer pages at once`,
    );
    return undefined;
  }
  const refusals = baseline.update
    ? await updateBaseline(baseline.path, baselineOf(diagnoses, blocked), isComplete, io)
    : (baseline.refusals ?? []);
  if (!refusals) return undefined;
  const comparison = compareWithBaseline(diagnoses, refusals, blocked);
  const compared = sources.map((source) => withAccepted(source, comparison));
  const accepted = compared.reduce((sum, source) => sum + countsOf(source).accepted, 0);
  if (!baseline.update) io.warn(`${name}: ${stateOf(baseline, accepted)}`);
  const { gone } = comparison;
  // A run that judged only some of the sources does not show that a refusal is gone.
  if (gone.length > 0 && isComplete) io.warn(`${name}: ${goneLines(gone)}`);
  return compared;
}

/** The source with the refusals that the baseline accepts, whatever other sources hold. */
export function acceptedBy({ refusals }: Baseline, source: DiagnosedSource): DiagnosedSource {
  return withAccepted(source, compareWithBaseline(source.diagnoses, refusals ?? [], source.counted?.blocked));
}

function stateOf({ refusals, isOld }: Baseline, accepted: number): string {
  if (!refusals) return "no such file, so every refusal is new; to accept them, run again with --update-baseline";
  const state = `accepted ${counted(accepted, "refused request")}`;
  return isOld
    ? `${state}; the file is from an older version and accepts any refused header: run again with --update-baseline to name the headers`
    : state;
}

/** The refusals that were written to the file; undefined, after a warning, when it could not be written. */
async function updateBaseline(
  path: string,
  refusals: readonly Required<BaselineEntry>[],
  isComplete: boolean,
  io: Io,
): Promise<readonly BaselineEntry[] | undefined> {
  const name = visible(path);
  if (!isComplete) {
    io.warn(`${name}: the baseline was not written, because a source could not be read or checked`);
    return undefined;
  }
  try {
    await writeBaseline(path, refusals);
  } catch (error) {
    io.warn(`${name}: cannot write the baseline (${fileErrorMessage(error)})`);
    return undefined;
  }
  io.warn(`${name}: ${counted(refusals.length, "accepted refusal")} written`);
  return refusals;
}

const maxGoneLines = 20;

function goneLines(gone: readonly BaselineEntry[]): string {
  const title = `${counted(gone.length, "accepted refusal")} did not occur; --update-baseline removes fixed refusals`;
  const lines = gone
    .slice(0, maxGoneLines)
    .map(({ method, url, cause, names = [] }) => `\n  ${visible([method, url, cause, ...names].join(" "))}`);
  const more = gone.length > maxGoneLines ? `\n  and ${gone.length - maxGoneLines} more` : "";
  return `${title}:${lines.join("")}${more}`;
}

function counted(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`;
}

/** Writes one refusal to a line, so that a diff of the file shows the refusals that changed. */
async function writeBaseline(path: string, refusals: readonly BaselineEntry[]): Promise<void> {
  const lines = refusals.map((refusal) => {
    const fields = Object.entries(refusal).map(([name, value]) => `"${name}": ${JSON.stringify(value)}`);
    return `    { ${fields.join(", ")} }`;
  });
  const list = lines.length > 0 ? `[\n${lines.join(",\n")}\n  ]` : "[]";
  await makeFolder(dirname(path));
  await writeFile(path, visibleJson(`{\n  "version": ${version},\n  "refusals": ${list}\n}\n`));
}

/** The version of the file that this program writes. Version 1 had no names. */
const version = 2;

/** What a baseline file holds; a sentence when it holds something else. */
function parseBaseline(text: string): Pick<Baseline, "refusals" | "isOld"> | string {
  let content: { readonly version?: unknown; readonly refusals?: unknown } | null = null;
  try {
    content = JSON.parse(text);
  } catch {
    // A file that is not JSON is no baseline, as the sentence below says.
  }
  if (Number(content?.version) > version)
    return `the baseline is from a newer version of cors-panel (${visible(String(content?.version))}); update cors-panel`;
  const refusals = content?.refusals;
  const isOld = content?.version === 1;
  if ((isOld || content?.version === version) && Array.isArray(refusals) && refusals.every(isBaselineEntry))
    return { refusals, isOld };
  return "not a valid baseline file; delete the file, then run again with --update-baseline";
}

function isBaselineEntry(value: unknown): value is BaselineEntry {
  if (typeof value !== "object" || value === null) return false;
  const { page, method, url, step, cause, names = [] } = value as Record<keyof BaselineEntry, unknown>;
  if (!Array.isArray(names)) return false;
  return [page, method, url, step ?? "", cause ?? "", ...names].every((field) => typeof field === "string");
}
