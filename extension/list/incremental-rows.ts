import { computed, type ReadonlySignal } from "@preact/signals";
import type { Diagnosis } from "../../src/index.ts";
import type { DiagnosedLog } from "../recording/diagnosed-log.ts";
import { groupsOf, isPass, isRefused, passesOf, type Row, type Section, toRow } from "./rows.ts";

/** The fetches of a reading that belong together, and their rows. */
interface Grown {
  readonly diagnoses: ReadonlySignal<readonly Diagnosis[]>;
  readonly rows: ReadonlySignal<readonly Row[]>;
}

/**
 * Rows that are the same as `group` makes of the whole reading, but where a reading only adds to another one, what was
 * worked out for that is used again: ten thousand fetches are not looked through for one that comes in.
 */
export function incrementalRows(reading: ReadonlySignal<DiagnosedLog>, sections: ReadonlySignal<readonly Section[]>) {
  const base = computed(() => reading.value.base ?? reading.value);
  const added = computed(() => reading.value.diagnoses.slice(base.value.diagnoses.length));
  const basePasses = computed(() => passesOf(base.value.diagnoses, base.value.recording.headerOverrides));
  const passes = computed(() =>
    added.value.some(isPass)
      ? passesOf(reading.value.diagnoses, reading.value.recording.headerOverrides)
      : basePasses.value,
  );
  const sources = computed(() =>
    sections.value.flatMap((section) =>
      "holds" in section ? [{ ...section, passOf: passesOf(section.recorded.diagnoses) }] : [],
    ),
  );
  /** The row with the time when it was fixed. */
  const fixing = computed(() => {
    const passOf = passes.value;
    const within = sources.value;
    return (row: Row): Row => {
      const { passOf: passed = passOf } = within.find(({ holds }) => holds(row.diagnosis)) ?? {};
      const fixedAt = isRefused(row.diagnosis) ? passed(row.diagnosis) : null;
      return fixedAt === row.fixedAt ? row : { ...row, fixedAt };
    };
  });

  return { fixing, grown };

  function grown(belongs: (diagnosis: Diagnosis) => boolean): Grown {
    const known = computed(() => base.value.diagnoses.filter(belongs));
    const groups = computed(() => groupsOf(known.value, sections.value));
    const knownRows = computed(() => [...groups.value.values()].map(toRow).map(fixing.value));
    const more = computed(() => added.value.filter(belongs));
    return {
      diagnoses: computed(() => known.value.concat(more.value)),
      rows: computed(() => {
        const rows = [...knownRows.value];
        for (const group of groupsOf(more.value, sections.value, groups.value).values()) {
          rows[group.place] = fixing.value(toRow(group));
        }
        return rows;
      }),
    };
  }
}
