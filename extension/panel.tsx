import { render } from "preact";
import { loadDetailChunk } from "./detail/load-detail-chunk.ts";
import { actions, message } from "./host/host.ts";
import { loadLanguage } from "./i18n/language.ts";
import { Panel } from "./layout/panel.tsx";
import type { Session } from "./store/session.ts";
import { createStore } from "./store/store.ts";

/** Shows the session of the devtools page. Firefox hands it over, before or after this page is loaded. */
function open(): void {
  const session = window.corsSession ?? siblingSession();
  const app = document.getElementById("app");
  if (!session || !app) return;
  removeEventListener("corssession", open);
  const showTheme = () => document.documentElement.setAttribute("class", session.theme.now());
  const store = createStore(session, actions);
  const leaveTheme = session.theme.subscribe(showTheme);
  addEventListener("pagehide", () => [leaveTheme, store.close].map((end) => end()), { once: true });
  addEventListener("dragover", (event) => event.preventDefault());
  addEventListener("drop", (event) => {
    event.preventDefault();
    const [file] = event.dataTransfer?.files ?? [];
    if (file) void store.openFile(file);
  });
  showTheme();
  render(<Panel store={store} />, app);
  void loadDetailChunk();
}

/**
 * The session where both pages are frames of one document, as in Chromium, which may forget to say that the panel is
 * shown when DevTools is docked elsewhere at that moment.
 */
function siblingSession(): Session | undefined {
  for (let index = 0; index < parent.length; index++) {
    try {
      const session = parent[index]?.corsSession;
      if (session) return session;
    } catch {
      // A page of another extension.
    }
  }
  return undefined;
}

await loadLanguage(message);
addEventListener("corssession", open);
open();
