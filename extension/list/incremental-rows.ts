import { computed, type ReadonlySignal } from "@preact/signals";
import { type Diagnosis, isBlocked } from "../../src/index.ts";
import type { DiagnosedLog } from "../recording/diagnosed-log.ts";
import { findPasses, findTrialPasses } from "./passes.ts";
import { groupRows } from "./row-groups.ts";
import { isPass, type Row, toRow } from "./rows.ts";
import type { Section } from "./sections.ts";

/** The fetches that a predicate chooses, and their rows. */
interface ChosenRows {
  readonly diagnoses: ReadonlySignal<readonly Diagnosis[]>;
  readonly rows: ReadonlySignal<readonly Row[]>;
}

export interface IncrementalRows {
  /** The row with the time when it was fixed. */
  readonly withFixedTime: ReadonlySignal<(row: Row) => Row>;
  readonly rowsOf: (isChosen: (diagnosis: Diagnosis) => boolean) => ChosenRows;
}

/**
 * The rows of a diagnosed log. Where the log extends another one, the rows of that one are used again, so that one new fetch
 * does not cost a pass over ten thousand.
 */
export function incrementalRows(
  diagnosedLog: ReadonlySignal<DiagnosedLog>,
  sections: ReadonlySignal<readonly Section[]>,
): IncrementalRows {
  const base = computed(() => diagnosedLog.value.base ?? diagnosedLog.value);
  const added = computed(() => diagnosedLog.value.diagnoses.slice(base.value.diagnoses.length));
  const withFixedTime = fixedTimes(diagnosedLog, base, added, sections);
  return {
    withFixedTime,
    rowsOf(isChosen) {
      const baseDiagnoses = computed(() => base.value.diagnoses.filter(isChosen));
      const baseGroups = computed(() => groupRows(baseDiagnoses.value, sections.value));
      const baseRows = computed(() => {
        const { notesOf } = base.value;
        return [...baseGroups.value.values()].map((group) => toRow(group, notesOf)).map(withFixedTime.value);
      });
      const addedDiagnoses = computed(() => added.value.filter(isChosen));
      return {
        diagnoses: computed(() => baseDiagnoses.value.concat(addedDiagnoses.value)),
        rows: computed(() => {
          const { notesOf } = diagnosedLog.value;
          const rows = [...baseRows.value];
          for (const group of groupRows(addedDiagnoses.value, sections.value, baseGroups.value).values()) {
            rows[group.place] = withFixedTime.value(toRow(group, notesOf));
          }
          return rows;
        }),
      };
    },
  };
}

function fixedTimes(
  diagnosedLog: ReadonlySignal<DiagnosedLog>,
  base: ReadonlySignal<DiagnosedLog>,
  added: ReadonlySignal<readonly Diagnosis[]>,
  sections: ReadonlySignal<readonly Section[]>,
): ReadonlySignal<(row: Row) => Row> {
  const passesIn = ({ diagnoses, recording }: DiagnosedLog) => ({
    passOf: findPasses(diagnoses, recording.headerOverrides),
    hasTrialPass: findTrialPasses(diagnoses, recording.headerOverrides),
  });
  const basePasses = computed(() => passesIn(base.value));
  const passes = computed(() => (added.value.some(isPass) ? passesIn(diagnosedLog.value) : basePasses.value));
  const sources = computed(() =>
    sections.value.flatMap((section) =>
      "holds" in section ? [{ ...section, passes: findPasses(section.recorded.diagnoses) }] : [],
    ),
  );
  return computed(() => {
    const { passOf: passInRecording, hasTrialPass } = passes.value;
    const within = sources.value;
    return (row) => {
      const passOf = within.find(({ holds }) => holds(row.diagnosis))?.passes ?? passInRecording;
      const canPass = isBlocked(row.diagnosis);
      const fixedAt = canPass ? passOf(row.diagnosis) : null;
      const passesInTrial = canPass && fixedAt === null && hasTrialPass(row.diagnosis);
      const isSame = fixedAt === row.fixedAt && passesInTrial === row.passesInTrial;
      return isSame ? row : { ...row, fixedAt, passesInTrial };
    };
  });
}
