import type { Settings, Tab, ThemeSource } from "../host/host.ts";
import type { Row } from "../list/rows.ts";
import type { PageObserver } from "../observe/observe.ts";
import type { Recorder } from "../recording/recorder.ts";
import type { Report } from "../report/report.ts";
import type { SentRetry } from "../retry/retry-model.ts";
import type { Trials } from "../try-fix/trials.ts";

/** What outlives the panel page: docking loads that page anew, and hands it this again. */
export interface Session {
  readonly recorder: Recorder;
  readonly theme: ThemeSource;
  readonly settings: Settings;
  readonly tab: Tab;
  readonly trials: Trials;
  readonly observer: PageObserver;
  /** What was sent again last. */
  retry: SentRetry | null;
  /** The row that is selected, or null. */
  selected: string | null;
  /** The text that filters the rows. */
  query: string;
  /** The file that is shown in place of the recording, as it was opened, or null. */
  file: { readonly name: string; readonly text: string } | null;
  /** What was refused since the last clearing, by request, so that a reloaded page can show that it is fixed. */
  readonly refusals: Map<string, Row>;
  /** What the page of a report shows; absent in DevTools. */
  readonly report?: Report;
}

declare global {
  interface Window {
    /** Set in the devtools page, and by it in the panel page; there an event of type `corssession` follows. */
    corsSession?: Session;
  }
}
