import type { ComponentChild } from "preact";
import { plural, t } from "../i18n/messages.ts";
import type { Store } from "../store/store.ts";
import type { Report } from "./report.ts";
import { linkTo } from "./row-links.ts";

interface ReportBarProps {
  readonly report: Report;
  readonly store: Pick<Store, "selection">;
}

/** The name of the report, its sources, what was found in each, when it was written, and a link to the selected row. */
export function ReportBar({ report, store }: ReportBarProps) {
  const { name, summary, sources, showsSecrets, written } = report;
  const { row } = store.selection.value ?? {};
  const problems = sources.flatMap(({ name, problems }) => problems.map((problem) => `${name}: ${problem}`));
  return (
    <section class="bar report" aria-label={t("reportHeading")} data-report>
      <p>
        <b>{t("reportHeading")}</b> {sources.length === 1 && <span class="url">{name}</span>} {summary}
      </p>
      {sources.length > 1 && (
        <Details title={name}>
          {sources.map(({ name, summary }) => (
            <>
              <b class="url">{name}</b> {summary}
            </>
          ))}
        </Details>
      )}
      {problems.length > 0 && (
        <Details title={plural("fileProblems", problems.length)}>{problems.slice(0, maxProblems)}</Details>
      )}
      <p class="note">
        {written && <>{t("reportWritten", formatDate(written.at), written.version)} </>}
        {t(showsSecrets ? "reportSecrets" : "reportRedacted")}{" "}
        {row && (
          <a href={linkTo(row.key)} data-link>
            {t("reportLink")}
          </a>
        )}
      </p>
    </section>
  );
}

const maxProblems = 20;

/** An ISO 8601 time to the minute, the same for every reader of the report. */
function formatDate(at: string): string {
  return `${at.slice(0, 16).replace("T", " ")} UTC`;
}

interface DetailsProps {
  readonly title: string;
  readonly children: readonly ComponentChild[];
}

function Details({ title, children }: DetailsProps) {
  return (
    <details>
      <summary>{title}</summary>
      <ul>
        {children.map((child, index) => (
          <li key={index}>{child}</li>
        ))}
      </ul>
    </details>
  );
}
