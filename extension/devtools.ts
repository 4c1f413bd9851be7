import { createPanel, openSettings, recordingSource, tab, watchTheme } from "./host/host.ts";
import { trialSource } from "./host/trial.ts";
import { watchSource } from "./host/watch.ts";
import { createPageObserver } from "./observe/observe.ts";
import { createRecorder } from "./recording/recorder.ts";
import type { Session } from "./store/session.ts";
import { createTrials } from "./try-fix/trials.ts";

const settings = openSettings();
const options = { preserveLog: settings.get("preserveLog") === true };
const observer = createPageObserver(watchSource, createRecorder(recordingSource, options), options);
const { recorder } = observer;
const session: Session = {
  recorder,
  settings,
  tab,
  theme: watchTheme(),
  trials: createTrials(trialSource),
  observer,
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
