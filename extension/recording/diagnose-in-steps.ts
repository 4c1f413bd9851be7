import { isBlocked, type Recognition } from "../../src/index.ts";
import { factsOf } from "../list/fetch-facts.ts";
import { groupRows } from "../list/row-groups.ts";
import { toRow } from "../list/rows.ts";
import { type DiagnosedLog, diagnoseInPieces } from "./diagnosed-log.ts";
import type { Log } from "./log.ts";

/**
 * Diagnoses a log in steps that are much shorter than a frame. They also find out what the list compares, and make the rows that
 * it shows at first: it reads all diagnoses at once, and to explain ten thousand takes seconds. The recognition is asked for late,
 * because it may be loading.
 */
export function* diagnoseLogInSteps(
  log: Log,
  recognition: () => Recognition | null,
): Generator<undefined, DiagnosedLog> {
  const diagnosed = yield* diagnoseInPieces(log, recognition);
  for (const diagnosis of diagnosed.diagnoses) {
    factsOf(diagnosis);
    yield;
  }
  for (const group of groupRows(diagnosed.diagnoses.filter(isBlocked), []).values()) {
    toRow(group, diagnosed.notesOf);
    yield;
  }
  return diagnosed;
}
