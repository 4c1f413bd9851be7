import { render } from "preact";
import { createDetailLoader } from "./detail/detail-loader.ts";
import { actions } from "./host/actions.ts";
import { getMessage } from "./host/messages.ts";
import { loadLanguage } from "./i18n/language.ts";
import { afterNextFrame } from "./layout/after-frame.ts";
import { acceptDroppedFiles } from "./layout/dropped-files.ts";
import { Panel } from "./layout/layout.tsx";
import { followTheme } from "./layout/theme.ts";
import { createRecognitionLoader } from "./recording/recognition-loader.ts";
import type { Session } from "./store/session.ts";
import { siblingSession } from "./store/sibling-session.ts";
import { createStore } from "./store/store.ts";

/** Shows the session of the devtools page. In Firefox the session may come before or after this page is loaded. */
function open(): void {
  const session: Session | undefined = window.corsSession ?? siblingSession();
  const app = document.getElementById("app");
  if (!session || !app) return;
  removeEventListener("corssession", open);
  const store = createStore(session, actions, detail, recognition);
  const leaveTheme = followTheme(session.theme);
  addEventListener("pagehide", () => [leaveTheme, store.close].map((end) => end()), { once: true });
  acceptDroppedFiles(store.openFile);
  addEventListener("corssearch", ({ detail: text }: CustomEventInit<string>) => {
    store.query.value = text ?? "";
  });
  render(<Panel store={store} detailChunk={detail.loaded} />, app);
  afterNextFrame(() => void detail.load());
}

const detail = createDetailLoader();
const recognition = createRecognitionLoader();
void recognition.load();

await loadLanguage(getMessage);
addEventListener("corssession", open);
open();
