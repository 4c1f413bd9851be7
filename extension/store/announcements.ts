import { type ReadonlySignal, signal } from "@preact/signals";

/** What just happened, for users of a screen reader. */
export interface Announcements {
  readonly announcement: ReadonlySignal<string>;
  readonly announce: (text: string) => void;
}

export function createAnnouncements(): Announcements {
  const announcement = signal("");
  return {
    announcement,
    announce(text) {
      announcement.value = text;
    },
  };
}
