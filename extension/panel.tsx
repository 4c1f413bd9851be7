import { render } from "preact";
import { createDetailLoader } from "./detail/detail-loader.ts";
import { actions } from "./host/actions.ts";
import { getMessage } from "./host/messages.ts";
import { loadLanguage } from "./i18n/language.ts";
import { acceptDroppedFiles } from "./layout/dropped-files.ts";
import { Panel } from "./layout/layout.tsx";
import { followTheme } from "./layout/theme.ts";
import { createRecognitionLoader } from "./recording/recognition-loader.ts";
import type { Session } from "./store/session.ts";
import { siblingSession } from "./store/sibling-session.ts";
import { createStore } from "./store/store.ts";

/** Shows the session of the devtools page. In Firefox the session may come before or after this page is loaded. */
async function open(): Promise<void> {
  const session: Session | undefined = window.corsSession ?? siblingSession();
  const app = document.getElementById("app");
  if (!session || !app) return;
  removeEventListener("corssession", open);
  if (session.recorder.log().entries.length > 0) await recognitionOrTimeout();
  const store = createStore(session, actions, detail, recognition);
  const leaveTheme = followTheme(session.theme);
  addEventListener("pagehide", () => [leaveTheme, store.close].map((end) => end()), { once: true });
  acceptDroppedFiles(store.openFile);
  addEventListener("corssearch", ({ detail: text }: CustomEventInit<string>) => {
    store.query.value = text ?? "";
  });
  render(<Panel store={store} detailChunk={detail.loaded} />, app);
  void detail.load();
}

/** Waits a moment for what recognizes reasons, so that rows do not change just after they are drawn. */
async function recognitionOrTimeout(): Promise<void> {
  const timeout = new Promise((resolve) => setTimeout(resolve, maxWait));
  await Promise.race([loadingRecognition, timeout]);
}

/** Milliseconds after which the list is drawn with what the browser decided, and without the reasons. */
const maxWait = 100;

const detail = createDetailLoader();
const recognition = createRecognitionLoader();
const loadingRecognition = recognition.load().catch(() => null);

await loadLanguage(getMessage);
addEventListener("corssession", open);
await open();
