import { readFileSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import type { Diagnosis } from "../../diagnosis.ts";
import { type BaselineEntry, baselineOf, compareWithBaseline } from "../../report/baseline.ts";
import type { DiagnosedSource } from "../../report/format.ts";
import { visible, visibleJson } from "../../text/visible.ts";
import { fileErrorMessage } from "../errors.ts";
import type { Io } from "../io.ts";

/** A baseline file, and its content. */
export interface Baseline {
  readonly path: string;
  readonly refusals: readonly BaselineEntry[];
  /** True when this run replaces the file by the refusals that it finds. */
  readonly update: boolean;
}

/** Reads the file, which need not exist when it is updated; a sentence when it cannot be read or is no baseline. */
export function readBaseline(path: string, update: boolean): Baseline | string {
  let text: string;
  try {
    text = readFileSync(path, "utf8");
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (update && code === "ENOENT") return { path, refusals: [], update };
    const why =
      code === "ENOENT"
        ? "no such file; run again with --update-baseline to create it"
        : `cannot read the baseline (${fileErrorMessage(error)})`;
    return `${visible(path)}: ${why}`;
  }
  const refusals = parseRefusals(text);
  if (refusals) return { path, refusals, update };
  return `${visible(path)}: not a valid baseline file; run again with --update-baseline to overwrite the file`;
}

/**
 * The sources with the refusals that the baseline accepts; undefined when the baseline was to be updated and could not
 * be. Says on standard error how many it accepts, and which entries did not occur.
 */
export async function applyBaseline(
  baseline: Baseline,
  sources: readonly DiagnosedSource[],
  isComplete: boolean,
  io: Io,
): Promise<readonly DiagnosedSource[] | undefined> {
  const name = visible(baseline.path);
  const diagnoses = sources.flatMap(({ diagnoses }) => diagnoses);
  const refusals = baseline.update ? await updateBaseline(baseline.path, diagnoses, isComplete, io) : baseline.refusals;
  if (!refusals) return undefined;
  const { accepted, gone } = compareWithBaseline(diagnoses, refusals);
  if (!baseline.update) io.warn(`${name}: accepted ${counted(accepted.size, "refused request", "refused requests")}`);
  // A run that judged only some of the sources does not show that a refusal is gone.
  if (gone.length > 0 && isComplete) io.warn(`${name}: ${goneLines(gone)}`);
  return sources.map((source) => ({
    ...source,
    accepted: new Set(source.diagnoses.filter((diagnosis) => accepted.has(diagnosis))),
  }));
}

/** The refusals that were written to the file; undefined, after a warning, when it could not be written. */
async function updateBaseline(
  path: string,
  diagnoses: readonly Diagnosis[],
  isComplete: boolean,
  io: Io,
): Promise<readonly BaselineEntry[] | undefined> {
  const name = visible(path);
  if (!isComplete) {
    io.warn(`${name}: the baseline was not written, because a source could not be read or checked`);
    return undefined;
  }
  const refusals = baselineOf(diagnoses);
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
    .map(({ method, url, cause }) => `\n  ${visible(`${method} ${url} ${cause}`)}`);
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
  await writeFile(path, visibleJson(`{\n  "version": 1,\n  "refusals": ${list}\n}\n`));
}

function parseRefusals(text: string): readonly BaselineEntry[] | undefined {
  try {
    const { version, refusals } = JSON.parse(text);
    return version === 1 && Array.isArray(refusals) && refusals.every(isBaselineEntry) ? refusals : undefined;
  } catch {
    return undefined;
  }
}

function isBaselineEntry(value: unknown): value is BaselineEntry {
  if (typeof value !== "object" || value === null) return false;
  const { page, method, url, step, cause } = value as Record<keyof BaselineEntry, unknown>;
  return [page, method, url, step ?? "", cause ?? ""].every((field) => typeof field === "string");
}
