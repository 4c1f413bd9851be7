import type { Diagnosis } from "../../src/index.ts";
import { t } from "../i18n/messages.ts";
import { Text } from "../layout/text.tsx";
import type { Row } from "../list/rows.ts";

/** What would stop the browser next, once the verdict is fixed. The summary lists what may be the verdict instead. */
export function Findings({ diagnosis: { findings, verdict, alternatives } }: { readonly diagnosis: Diagnosis }) {
  const later = findings.filter(
    ({ cause, step, reportedAs }) =>
      verdict &&
      (cause !== verdict.cause || step !== verdict.step) &&
      (reportedAs.chrome === null || !alternatives.includes(reportedAs.chrome)),
  );
  const entries = later.map(({ cause, step, title, explain, certainty }) => ({
    id: `${cause} ${step}`,
    title,
    explain,
    certainty,
  }));
  return <Entries id="then-title" title={t("thenTitle")} entries={entries} />;
}

export function OtherReasons({ reasons }: { readonly reasons: Diagnosis["reasons"] }) {
  if (reasons.length === 0) return null;
  return (
    <details class="section">
      <summary>
        <h2>{t("alsoSeen")}</h2>
      </summary>
      <EntryList entries={reasons} />
    </details>
  );
}

export function Notes({ notes }: { readonly notes: Row["notes"] }) {
  return <Entries id="notes-title" title={t("worthKnowing")} entries={notes} />;
}

interface Entry {
  readonly id: string;
  readonly title: string;
  readonly explain: string;
  readonly evidence?: string;
  readonly certainty?: Diagnosis["reasons"][number]["certainty"];
}

interface EntriesProps {
  readonly id: string;
  readonly title: string;
  readonly entries: readonly Entry[];
}

function Entries({ id, title, entries }: EntriesProps) {
  if (entries.length === 0) return null;
  return (
    <section aria-labelledby={id}>
      <h2 id={id}>{title}</h2>
      <EntryList entries={entries} />
    </section>
  );
}

function EntryList({ entries }: { readonly entries: readonly Entry[] }) {
  return (
    <ul class="entries">
      {entries.map(({ id, title, explain, evidence, certainty }) => (
        <li key={id}>
          {certainty === "possible" && <span class="tag">{t("possible")}</span>}{" "}
          <b>
            <Text>{title}</Text>
          </b>
          <p>
            <Text>{explain}</Text>
          </p>
          {evidence && (
            <p class="seen">
              <Text>{evidence}</Text>
            </p>
          )}
        </li>
      ))}
    </ul>
  );
}

export function Preflighted({ why }: { readonly why: string | null }) {
  return (
    <details class="section" data-preflighted>
      <summary>
        <h2>{t(why === null ? "noPreflight" : "whyPreflighted")}</h2>
      </summary>
      <p>
        <Text>{why ?? t("noPreflightExplain")}</Text>
      </p>
    </details>
  );
}
