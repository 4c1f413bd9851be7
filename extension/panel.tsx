import { render } from "preact";
import { actions } from "./host.ts";
import { createStore } from "./store.ts";
import { Panel } from "./views/panel.tsx";

/** Shows the session that the devtools page hands over, which may be before or after this page is loaded. */
function open(): void {
  const session = window.corsSession;
  const app = document.getElementById("app");
  if (!session || !app) return;
  removeEventListener("corssession", open);
  const showTheme = () => document.documentElement.setAttribute("class", session.theme.now());
  const store = createStore(session, actions);
  const leaveTheme = session.theme.subscribe(showTheme);
  addEventListener("pagehide", () => [leaveTheme, store.close].map((end) => end()), { once: true });
  showTheme();
  render(<Panel store={store} />, app);
}

addEventListener("corssession", open);
open();
