import { type Fix, fixesFor, isRefused } from "../../src/index.ts";
import { plural, t } from "../i18n/messages.ts";
import { Text } from "../layout/text.tsx";
import { groupRows } from "../list/row-groups.ts";
import { type Row, toRow } from "../list/rows.ts";
import type { DiagnosedLog } from "../recording/diagnosed-log.ts";
import type { Report } from "./report.ts";

interface PrintedRefusalsProps {
  readonly report: Report;
  /** Id of the stack whose code is printed where there is any, or "". */
  readonly stack: string;
}

/** Every refused fetch of a report with its fix, for paper: the list on the screen has only those rows that are in view. */
export function PrintedRefusals({ report, stack }: PrintedRefusalsProps) {
  const logs =
    report.sections.length > 0 ? report.sections : [{ name: "", recorded: report.diagnosedLog, holds: () => true }];
  return (
    <section class="all-refused" aria-label={t("reportAllRefused")}>
      <h2>{t("reportAllRefused")}</h2>
      {logs.map(({ name, recorded, holds }) => {
        const refused = recorded.diagnoses.filter((one) => isRefused(one) && holds(one));
        const rows = [...groupRows(refused, []).values()].map((group) => toRow(group, recorded.notesOf));
        return (
          rows.length > 0 && (
            <section key={name}>
              {name !== "" && <h3 class="url">{name}</h3>}
              <Refusals rows={rows} log={recorded} stack={stack} />
            </section>
          )
        );
      })}
    </section>
  );
}

interface RefusalsProps {
  readonly rows: readonly Row[];
  readonly log: DiagnosedLog;
  readonly stack: string;
}

/** The refusals of one source. A code that several of them share is printed once. */
function Refusals({ rows, log: { recording, diagnoses }, stack }: RefusalsProps) {
  const refused = diagnoses.filter(isRefused);
  const printed = new Set<string>();
  return (
    <>
      {rows.map((row) => {
        const fixes = fixesFor([row.diagnosis], recording, refused);
        const fix = fixes.find((one) => one.stack === stack) ?? fixes[0];
        const code = fix ? `${row.server} ${fix.code}` : "";
        const isRepeated = printed.has(code);
        printed.add(code);
        return <Refusal key={row.key} row={row} fix={fix} isRepeated={isRepeated} />;
      })}
    </>
  );
}

interface RefusalProps {
  readonly row: Row;
  readonly fix: Fix | undefined;
  readonly isRepeated: boolean;
}

function Refusal({ row: { title, method, url, count, diagnosis }, fix, isRepeated }: RefusalProps) {
  const {
    fetch,
    verdict,
    reasons: [reason],
  } = diagnosis;
  const explanation = reason?.explain ?? verdict?.explain ?? "";
  return (
    <article data-printed>
      <h4>
        <Text>{title}</Text>
      </h4>
      <p>
        <code>
          {method} {url}
        </code>
        {count > 1 && ` ${plural("times", count)}`}
        {fetch.origin !== "" && ` ${t("reportFrom", fetch.origin)}`}
      </p>
      {explanation !== "" && (
        <p>
          <Text>{explanation}</Text>
          {(reason ?? verdict)?.certainty === "possible" && ` ${t("likely")}`}
        </p>
      )}
      {fix && <PrintedFix fix={fix} isRepeated={isRepeated} />}
    </article>
  );
}

/** The fix with its code. What only repeats the explanation is left out. */
function PrintedFix({ fix, isRepeated }: { readonly fix: Fix; readonly isRepeated: boolean }) {
  const { stack, stackName, title, code, language, warnings } = fix;
  if (stack === "page" && language === "text") return null;
  return (
    <>
      <p>
        <b>
          {stackName}: <Text>{title}</Text>
        </b>
        {isRepeated && ` ${t("reportSameCode")}`}
      </p>
      {!isRepeated && (
        <>
          <pre>
            <code>{code}</code>
          </pre>
          <ul>
            {warnings.map((warning) => (
              <li key={warning}>
                <Text>{warning}</Text>
              </li>
            ))}
          </ul>
        </>
      )}
    </>
  );
}
