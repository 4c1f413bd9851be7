import { type Diagnosis, isAllowed, type RecognizedNote } from "../diagnosis.ts";
import { type CorsFetch, lastHop, type Recording } from "../exchange.ts";
import { createHistory, type History } from "../history/history.ts";
import { notes } from "../notes/index.ts";
import type { Note } from "../notes/note.ts";
import { translate } from "../text/translate.ts";

/** The notes on each fetch that has any. */
export type NotesByDiagnosis = ReadonlyMap<Diagnosis, readonly RecognizedNote[]>;

/**
 * The remarks on an allowed fetch: problems that the page does not notice yet. Empty for any other fetch. A diagnosis
 * does not hold its notes, because to find them takes longer than to judge the fetch.
 */
export function notesOf(diagnosis: Diagnosis, history: History): readonly RecognizedNote[] {
  if (!isAllowed(diagnosis)) return none;
  const { fetch, credentials } = diagnosis;
  const passed = { fetch, hop: lastHop(fetch), credentials, history };
  const recognized: RecognizedNote[] = [];
  for (const note of notesFor[fetch.mode] ?? []) {
    const evidence = note.detect(passed);
    if (evidence === undefined) continue;
    recognized.push({
      id: note.id,
      title: translate(note.title),
      evidence: translate(evidence),
      explain: translate(note.explain(passed)),
    });
  }
  return recognized;
}

const none: readonly RecognizedNote[] = [];

/** The notes on each of the diagnoses of a recording that has any, in their order. */
export function findNotes(diagnoses: readonly Diagnosis[], recording: Recording): NotesByDiagnosis {
  const history = createHistory(recording);
  const found = new Map<Diagnosis, readonly RecognizedNote[]>();
  for (const diagnosis of diagnoses) {
    const own = notesOf(diagnosis, history);
    if (own.length > 0) found.set(diagnosis, own);
  }
  return found;
}

const notesFor: Readonly<Partial<Record<CorsFetch["mode"], readonly Note[]>>> = {
  cors: notes.filter(({ mode }) => mode === "cors"),
  "no-cors": notes.filter(({ mode }) => mode === "no-cors"),
};
