import { connectToBackground } from "./host/connection.ts";
import { areHeaderRulesSupported } from "./host/header-rules.ts";
import { inspectedPage, tab } from "./host/inspected-tab.ts";
import { inFirefox, recordingSource } from "./host/network-recording.ts";
import { arePageScriptsSupported } from "./host/page-scripts.ts";
import { createPanel, watchTheme } from "./host/panels.ts";
import { openSettings } from "./host/settings.ts";
import { createPageObserver } from "./observe/observe.ts";
import { createLogInWorker } from "./recording/log-in-worker.ts";
import { createRecorder } from "./recording/recorder.ts";
import type { Session } from "./store/session.ts";
import { createTrials } from "./try-fix/try-fix.ts";

const settings = openSettings();
// Firefox writes its log elsewhere, and gives it in one piece.
const source = inFirefox
  ? recordingSource
  : { ...recordingSource, readLog: createLogInWorker(recordingSource.readLog) };
const options = { preserveLog: settings.get("preserveLog") === true };
const observer = createPageObserver(inspectedPage, createRecorder(source, options), {
  ...options,
  connect: arePageScriptsSupported ? () => connectToBackground("watch") : null,
});
const { recorder } = observer;
const session: Session = {
  isFirefox: inFirefox,
  recorder,
  settings,
  tab,
  theme: watchTheme(),
  trials: createTrials({
    isSupported: areHeaderRulesSupported,
    connect: () => connectToBackground("trial"),
    page: inspectedPage,
  }),
  observer,
  retry: null,
  selected: null,
  query: "",
  file: null,
  refusals: new Map(),
};

window.corsSession = session;

let panelWindow: Window | null = null;

await createPanel("CORS", "/extension/icons/32.png", "/extension/panel.html", {
  onShown(panel) {
    panelWindow = panel;
    panel.corsSession = session;
    panel.dispatchEvent(new Event("corssession"));
    recorder.refresh();
  },
  onSearch: (text) => panelWindow?.dispatchEvent(new CustomEvent("corssearch", { detail: text })),
});

Object.assign(globalThis, {
  corsPanel: { har: async () => ({ log: await recorder.wholeLog() }) },
  corsPanelReady: true,
});
