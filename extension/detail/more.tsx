import type { Diagnosis } from "../../src/index.ts";
import { t } from "../i18n/messages.ts";
import { Text } from "../layout/text.tsx";

/** What would stop the browser next, once the verdict is fixed. The summary lists what may be the verdict instead. */
export function Findings({ diagnosis: { findings, verdict, alternatives } }: { readonly diagnosis: Diagnosis }) {
  const later = findings.filter(
    ({ cause, step, reportedAs }) =>
      verdict &&
      (cause !== verdict.cause || step !== verdict.step) &&
      (reportedAs.chrome === null || !alternatives.includes(reportedAs.chrome)),
  );
  if (later.length === 0) return null;
  return (
    <section aria-labelledby="then-title">
      <h2 id="then-title">{t("thenTitle")}</h2>
      <ul class="entries">
        {later.map(({ cause, step, title, explain, certainty }) => (
          <li key={`${cause} ${step}`}>
            {certainty === "possible" && <span class="tag">{t("possible")}</span>}{" "}
            <b>
              <Text>{title}</Text>
            </b>
            <p>
              <Text>{explain}</Text>
            </p>
          </li>
        ))}
      </ul>
    </section>
  );
}

export function OtherReasons({ reasons }: { readonly reasons: Diagnosis["reasons"] }) {
  if (reasons.length === 0) return null;
  return (
    <section aria-labelledby="reasons-title">
      <h2 id="reasons-title">{t("alsoSeen")}</h2>
      <ul class="entries">
        {reasons.map(({ id, title, explain, evidence, certainty }) => (
          <li key={id}>
            {certainty === "possible" && <span class="tag">{t("possible")}</span>}{" "}
            <b>
              <Text>{title}</Text>
            </b>
            <p>
              <Text>{explain}</Text>
            </p>
            {evidence !== "" && (
              <p class="seen">
                <Text>{evidence}</Text>
              </p>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}

export function Notes({ notes }: { readonly notes: Diagnosis["notes"] }) {
  if (notes.length === 0) return null;
  return (
    <section aria-labelledby="notes-title">
      <h2 id="notes-title">{t("worthKnowing")}</h2>
      <ul class="entries">
        {notes.map(({ id, title, explain, evidence }) => (
          <li key={id}>
            <b>
              <Text>{title}</Text>
            </b>
            <p>
              <Text>{explain}</Text>
            </p>
            {evidence !== "" && (
              <p class="seen">
                <Text>{evidence}</Text>
              </p>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}

export function Preflighted({ why }: { readonly why: string | null }) {
  return (
    <section aria-labelledby="why-title">
      <h2 id="why-title">{t(why === null ? "noPreflight" : "whyPreflighted")}</h2>
      <p>
        <Text>{why ?? t("noPreflightExplain")}</Text>
      </p>
    </section>
  );
}
