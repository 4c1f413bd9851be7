import { signal } from "@preact/signals";
import { render } from "preact";
import english from "../_locales/en/messages.json" with { type: "json" };
import { visibleText } from "../src/index.ts";
import { createDetailLoader } from "./detail/detail-loader.ts";
import { messagesIn, setLanguage, t } from "./i18n/messages.ts";
import { Panel } from "./layout/layout.tsx";
import { followTheme } from "./layout/theme.ts";
import { followPrinting } from "./report/printing.tsx";
import { parseReport, toReport } from "./report/report.ts";
import { ReportBar } from "./report/report-bar.tsx";
import { reportActions, reportSession } from "./report/report-session.ts";
import { followLinks } from "./report/row-links.ts";
import { createStore } from "./store/store.ts";

/** Shows the report that this file contains, as the panel would. */
function open(): void {
  const data = document.getElementById("report");
  const app = document.getElementById("app");
  if (!data || !app) return;
  const shown = parseReport(data.textContent ?? "");
  data.remove();
  if (typeof shown === "string") {
    app.textContent = t("reportBroken", shown);
    return;
  }
  const report = toReport(shown);
  const session = reportSession(report, { preferredStack: shown.stack });
  const detail = createDetailLoader();
  const store = createStore(session, reportActions, detail, { loaded: signal(null) });
  followTheme(session.theme);
  document.title = visibleText(t("reportTitle", report.name));
  render(
    <>
      <ReportBar report={report} store={store} />
      <Panel store={store} detailChunk={detail.loaded} />
    </>,
    app,
  );
  followLinks(store);
  followPrinting(report, shown.stack);
  void detail.load();
}

setLanguage(messagesIn(english));
open();
