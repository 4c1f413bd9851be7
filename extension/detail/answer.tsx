import type { Fix } from "../../src/index.ts";
import { formatTime, t } from "../i18n/messages.ts";
import { Outcome } from "../layout/outcome.tsx";
import { Text } from "../layout/text.tsx";
import type { Store } from "../store/store.ts";
import type { Selection } from "./selection-store.ts";

interface AnswerProps {
  readonly store: Store;
  readonly selection: Selection;
}

/** What happened, in one line, and what to do, as the headline. Where nothing has to change, the headline says what happened. */
export function Answer({ store, selection }: AnswerProps) {
  const { row, isOverridden } = selection;
  const fix = row.outcome === "refused" ? store.chosenFixes.value[0] : undefined;
  const { reasons, lookAlike, verdict } = row.diagnosis;
  const { certainty } = reasons[0] ?? lookAlike ?? verdict ?? {};
  const likely = certainty === "possible" && <Tag>{t("likely")}</Tag>;
  return (
    <header class="lead">
      <p class="request" title={row.url}>
        <Outcome outcome={row.outcome} /> <b>{row.method}</b> <span class="url">{row.url}</span>
      </p>
      {row.fixedAt !== null && (
        <p class="mended" data-mended>
          <Outcome outcome="fixed" /> {t("fixedExplain", formatTime(row.fixedAt))}
        </p>
      )}
      {isOverridden && (
        <p class="note" data-overridden>
          {t("headersOverridden")}
        </p>
      )}
      {fix && (
        <p class="what" data-what>
          <Text>{row.title}</Text>
          {likely}
        </p>
      )}
      <h1 id="headline">
        <Text>{fix ? instructionOf(fix) : row.title}</Text>
        {fix ? fix.certainty === "possible" && <Tag>{t("likely")}</Tag> : likely}
      </h1>
    </header>
  );
}

function Tag({ children }: { readonly children: string }) {
  return (
    <>
      {" "}
      <span class="tag">{children}</span>
    </>
  );
}

/** The fix's title with the server's name, where something shows which server it is. */
function instructionOf({ stack, stackName, title, certainty }: Fix): string {
  return certainty === null || stack === "page" ? title : t("doAtServer", stackName, title);
}
