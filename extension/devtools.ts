import { createExact } from "./exact.ts";
import { trialSource } from "./host/trial.ts";
import { watchSource } from "./host/watch.ts";
import { createPanel, openSettings, recordingSource, tab, watchTheme } from "./host.ts";
import { createRecorder } from "./recorder.ts";
import type { Session } from "./session.ts";
import { createTrials } from "./try-fix.ts";

const settings = openSettings();
const options = { preserveLog: settings.get("preserveLog") === true };
const exact = createExact(watchSource, createRecorder(recordingSource, options), options);
const { recorder } = exact;
const session: Session = {
  recorder,
  settings,
  tab,
  theme: watchTheme(),
  trials: createTrials(trialSource),
  exact,
  retry: null,
  selected: null,
  query: "",
  file: null,
  refusals: new Map(),
};

window.corsSession = session;

await createPanel("CORS", "/extension/icons/32.png", "/extension/panel.html", (panel) => {
  panel.corsSession = session;
  panel.dispatchEvent(new Event("corssession"));
  recorder.refresh();
});

Object.assign(globalThis, { corsPanel: { har: () => ({ log: recorder.log() }) }, corsPanelReady: true });
