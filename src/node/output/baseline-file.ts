import { readFileSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { baselineOf, compareWithBaseline, type KnownRefusal } from "../../report/baseline.ts";
import type { DiagnosedSource } from "../../report/format.ts";
import { visible, visibleJson } from "../../text/visible.ts";
import type { Io } from "../commands/command.ts";
import { fileError } from "../har-file/har-file.ts";

/** A file of known refusals, and what it holds. */
export interface Baseline {
  readonly path: string;
  readonly refusals: readonly KnownRefusal[];
  /** True when the file is to be written anew from what this run finds. */
  readonly update: boolean;
}

/** Reads the file; a sentence that says what is wrong when it is no baseline. One that is to be written need not exist. */
export function readBaseline(path: string, update: boolean): Baseline | string {
  let text: string;
  try {
    text = readFileSync(path, "utf8");
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (update && code === "ENOENT") return { path, refusals: [], update };
    const why =
      code === "ENOENT" ? "no such file; --update-baseline writes it" : `it cannot be read (${fileError(error)})`;
    return `${visible(path)}: ${why}`;
  }
  const refusals = refusalsIn(text);
  if (refusals) return { path, refusals, update };
  return `${visible(path)}: this is no baseline as --update-baseline writes it`;
}

/** The sources with what is known of them, which is told; undefined when the baseline could not be written. */
export async function applyBaseline(
  { path, refusals, update }: Baseline,
  judged: readonly DiagnosedSource[],
  complete: boolean,
  io: Io,
): Promise<readonly DiagnosedSource[] | undefined> {
  const diagnoses = judged.flatMap(({ diagnoses }) => diagnoses);
  const name = visible(path);
  if (update && !complete) {
    io.warn(`${name}: not written, since not everything could be judged`);
    return undefined;
  }
  const accepted = update ? baselineOf(diagnoses) : refusals;
  if (update) {
    try {
      await writeBaseline(path, accepted);
    } catch (error) {
      io.warn(`${name}: the baseline could not be written (${fileError(error)})`);
      return undefined;
    }
    io.warn(`${name}: ${counted(accepted.length, "known refusal")} written`);
  }
  const { known, gone } = compareWithBaseline(diagnoses, accepted);
  if (!update) io.warn(`${name}: ${counted(known.size, "refused fetch", "refused fetches")} accepted as known`);
  if (gone.length > 0 && complete) {
    const lines = gone
      .slice(0, mostGone)
      .map(({ method, url, cause }) => `\n  ${visible(`${method} ${url} ${cause}`)}`);
    const more = gone.length > mostGone ? `\n  and ${gone.length - mostGone} more` : "";
    const title = `${counted(gone.length, "known refusal")} did not occur (--update-baseline removes what is repaired)`;
    io.warn(`${name}: ${title}:${lines.join("")}${more}`);
  }
  return judged.map((source) => ({ ...source, known: new Set(source.diagnoses.filter((each) => known.has(each))) }));
}

const mostGone = 20;

function counted(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`;
}

/** Writes the refusals, one to a line, so that a change of one is a change of one line. */
async function writeBaseline(path: string, refusals: readonly KnownRefusal[]): Promise<void> {
  const lines = refusals.map((refusal) => {
    const fields = Object.entries(refusal).map(([name, value]) => `"${name}": ${JSON.stringify(value)}`);
    return `    { ${fields.join(", ")} }`;
  });
  const list = lines.length > 0 ? `[\n${lines.join(",\n")}\n  ]` : "[]";
  await writeFile(path, visibleJson(`{\n  "version": 1,\n  "refusals": ${list}\n}\n`));
}

function refusalsIn(text: string): readonly KnownRefusal[] | undefined {
  try {
    const { version, refusals } = JSON.parse(text);
    return version === 1 && Array.isArray(refusals) && refusals.every(isKnownRefusal) ? refusals : undefined;
  } catch {
    return undefined;
  }
}

function isKnownRefusal(value: unknown): value is KnownRefusal {
  if (typeof value !== "object" || value === null) return false;
  const { page, method, url, step, cause } = value as Record<keyof KnownRefusal, unknown>;
  return [page, method, url, step ?? "", cause ?? ""].every((field) => typeof field === "string");
}
