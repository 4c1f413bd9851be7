import type { RecordingSource } from "../host/network-recording.ts";

/** The tab went from one document to another. */
export interface DocumentChange {
  readonly url: string;
  /** When the new document began or came back, in milliseconds since the epoch. */
  readonly at: number;
  /** The value that `arrivals` had when the tab navigated. */
  readonly arrivals: number;
}

/**
 * Calls `onChanged` when the tab shows another document, and not when it navigates within a document, as by `pushState` or to
 * a hash. The returned function reads which document the tab shows, where that is not known yet.
 */
export function followDocuments(
  source: RecordingSource,
  arrivals: () => number,
  onChanged: (change: DocumentChange) => void,
): () => void {
  /** Identity of the document that the tab shows; undefined until it is known. */
  let current: unknown;
  /** When the latest document came whose identity is not known: an error page of the browser never tells it. */
  let unknownSince = Number.POSITIVE_INFINITY;
  let latest = Number.NEGATIVE_INFINITY;

  source.onNavigated(async (url) => {
    const before = arrivals();
    const now = Date.now();
    const shown = await source.documentId();
    // The tab may have gone on meanwhile.
    const entered = beganAfter(now, shown) ? undefined : shown;
    // A new document cannot be identified at first.
    const isSameDocument =
      entered !== undefined && (current === undefined ? !beganAfter(unknownSince, entered) : current === entered);
    current = entered;
    if (isSameDocument) return;
    unknownSince = now;
    // A document that comes back from the back/forward cache began before the one that it follows.
    latest = typeof entered === "number" && entered > latest ? entered : now;
    onChanged({ url, at: latest, arrivals: before });
  });
  void identify();
  return () => {
    if (current === undefined) void identify();
  };

  async function identify(): Promise<void> {
    const shown = await source.documentId();
    // Of a later document, the event of the navigation is still to come.
    if (!beganAfter(unknownSince, shown)) current ??= shown;
  }
}

/** Whether the document with that identity, the time when it began, began after a time. */
function beganAfter(time: number, document: unknown): boolean {
  return typeof document === "number" && document > time + clockTolerance;
}

/** Milliseconds by which the clocks of DevTools and of a page may differ. */
const clockTolerance = 50;
