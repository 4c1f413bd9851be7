import type { Tab } from "../host/inspected-tab.ts";
import type { ThemeSource } from "../host/panels.ts";
import type { Settings } from "../host/settings.ts";
import type { Row } from "../list/rows.ts";
import type { PageObserver } from "../observe/observe.ts";
import type { Recorder } from "../recording/recorder.ts";
import type { Report } from "../report/report.ts";
import type { SentRetry } from "../retry/send-again.ts";
import type { Trials } from "../try-fix/try-fix.ts";

/** What outlives the panel's page. Docking DevTools elsewhere loads that page again, and it gets the same session. */
export interface Session {
  /** Whether the browser is Firefox, which lacks some of what DevTools offers elsewhere. */
  readonly isFirefox: boolean;
  readonly recorder: Recorder;
  readonly theme: ThemeSource;
  readonly settings: Settings;
  readonly tab: Tab;
  readonly trials: Trials;
  readonly observer: PageObserver;
  /** The last request that was sent again. */
  retry: SentRetry | null;
  /** Key of the selected row, or null. */
  selected: string | null;
  /** The text that filters the rows. */
  query: string;
  /** The file that is shown in place of the recording, or null. */
  file: { readonly name: string; readonly text: string } | null;
  /**
   * The refused rows since the user last cleared the recording, by request. They show that a fetch is fixed after the page
   * was reloaded.
   */
  readonly refusals: Map<string, Row>;
  /** The report that the page shows; absent in DevTools. */
  readonly report?: Report;
}

declare global {
  interface Window {
    /** The devtools page sets it in its own window and in the panel page's, where it then dispatches `corssession`. */
    corsSession?: Session;
  }
}
