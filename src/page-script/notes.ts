import type { Builtins } from "./builtins.ts";

export type Notes = ReturnType<typeof createNotes>;

/** Collects what the observer saw, as the text of a JSON list's items, until the devtools page takes it. */
export function createNotes({ stringify }: Builtins) {
  const maxNotes = 2000;
  let isStopped = false;
  let count = 0;
  // A string, because an array would look its methods up on the page's `Array.prototype`.
  let text = "";
  return {
    add(note: object): void {
      if (isStopped || count >= maxNotes) return;
      text += (count++ === 0 ? "" : ",") + stringify(note);
    },
    take(): string {
      const taken = text;
      text = "";
      count = 0;
      return taken;
    },
    stop(): void {
      isStopped = true;
    },
  };
}

/**
 * Sends each note at once by a function that the browser has put under the secret's name, and takes the name away, before the
 * page's own scripts can see it.
 */
export function sendNotes({ apply, stringify, documentUrl }: Builtins, secret: string): SentNotes {
  const holder = globalThis as unknown as Record<string, unknown>;
  const send = holder[secret] as () => void;
  delete holder[secret];
  return {
    notes: {
      add: (note) => apply(send, undefined, [`{"from":${stringify(documentUrl())},"notes":[${stringify(note)}]}`]),
      take: () => "",
      stop: () => {},
    },
    announceTimers: () => apply(send, undefined, ["timers"]),
  };
}

interface SentNotes {
  readonly notes: Notes;
  /** Sends `timersAnnouncement`. */
  readonly announceTimers: () => void;
}

/** What a document sends once, when it has a timer that can be asked for. */
export const timersAnnouncement = "timers";

/** Sends the notes whenever the devtools page dispatches an event of the secret's type. */
export function answerRequests(builtins: Builtins, notes: Notes, secret: string): void {
  const { apply, stringify, detailOf, documentUrl } = builtins;
  addEventListener(secret, (event) => {
    const reply = detailOf(event);
    if (typeof reply !== "function") return;
    const response = `{"from":${stringify(documentUrl())},"notes":[${notes.take()}]}`;
    if (apply(reply, undefined, [response]) === true) notes.stop();
  });
}
