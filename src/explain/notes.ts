import { memoPerOwner } from "../collections.ts";
import { type Diagnosis, isAllowed, type RecognizedNote } from "../diagnosis.ts";
import { type CorsFetch, lastHop, type Recording } from "../exchange.ts";
import { corsHeadersOf } from "../fetch/recorded-exchange.ts";
import { type History, historyOf } from "../history/history.ts";
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
  const hop = lastHop(fetch);
  const allowOrigin = hop.actual && corsHeadersOf(hop.actual).allowOrigin;
  const passed = { fetch, hop, credentials, allowOrigin, history };
  // Most fetches have no note, and a list of its own for each of them takes time.
  let recognized: RecognizedNote[] | null = null;
  for (const note of notesFor[fetch.mode] ?? []) {
    const evidence = note.detect(passed);
    if (evidence === undefined) continue;
    recognized ??= [];
    recognized.push(toRecognized(note, translate(evidence), translate(note.explain(passed))));
  }
  return recognized ?? none;
}

const none: readonly RecognizedNote[] = [];

/** Equal notes are one object: a server's responses have the same few, and a report redacts each once. */
function toRecognized(note: Note, evidence: string, explain: string): RecognizedNote {
  const title = translate(note.title);
  return rememberNote(note, `${title}\n${evidence}\n${explain}`, () => ({ id: note.id, title, evidence, explain }));
}

const rememberNote = memoPerOwner<Note, RecognizedNote>(100);

/** The notes on each of the diagnoses of a recording that has any, in their order. */
export function findNotes(diagnoses: readonly Diagnosis[], recording: Recording): NotesByDiagnosis {
  const history = historyOf(recording);
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
