import { render } from "preact";
import english from "../_locales/en/messages.json" with { type: "json" };
import { readReport, type ShownReport } from "../src/index.ts";
import { loadDetailChunk } from "./detail/load-detail-chunk.ts";
import { messagesIn, setMessages, t } from "./i18n/messages.ts";
import { Panel } from "./layout/panel.tsx";
import { toReport } from "./report/report.ts";
import { ReportBar } from "./report/report-bar.tsx";
import { reportActions, reportSession } from "./report/report-session.ts";
import { createStore } from "./store/store.ts";

/** Shows the report that this file holds, as the panel would. */
function open(): void {
  const data = document.getElementById("report");
  const app = document.getElementById("app");
  if (!data || !app) return;
  const shown = read(data.textContent ?? "");
  data.remove();
  if (typeof shown === "string") {
    app.textContent = t("reportBroken", shown);
    return;
  }
  const report = toReport(shown);
  const session = reportSession(report, { preferredStack: shown.stack });
  const store = createStore(session, reportActions);
  const showTheme = () => document.documentElement.setAttribute("class", session.theme.now());
  session.theme.subscribe(showTheme);
  showTheme();
  document.title = t("reportTitle", report.name);
  render(
    <>
      <ReportBar report={report} />
      <Panel store={store} />
    </>,
    app,
  );
  void loadDetailChunk();
}

/** A file that was cut short is told as such, by the parser's own message. */
function read(text: string): ShownReport | string {
  try {
    return readReport(JSON.parse(text));
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

setMessages(messagesIn(english));
open();
