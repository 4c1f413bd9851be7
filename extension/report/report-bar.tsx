import type { ComponentChild } from "preact";
import { plural, t } from "../i18n/messages.ts";
import type { Report } from "./report.ts";

/** The name of the report, its sources, and what was found in each. */
export function ReportBar({ report: { name, summary, sources, showsSecrets } }: { readonly report: Report }) {
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
      <p class="note">{t(showsSecrets ? "reportSecrets" : "reportRedacted")}</p>
    </section>
  );
}

const maxProblems = 20;

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
