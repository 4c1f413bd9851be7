import type { Note } from "./note.ts";

/** Every note. */
export const notes: readonly Note[] = [];
