import type { DiffRow } from "../../src/index.ts";
import { translate } from "../../src/index.ts";
import { t } from "../i18n/messages.ts";
import { Mark } from "../layout/mark.tsx";
import { Difference } from "./difference.tsx";

const steps = [
  ["preflight", "preflight"],
  ["actual", "actualRequest"],
] as const;

const states = { pass: "diffPass", fail: "diffFail", open: "diffOpen" } as const;

/** The request compared with the response, one row for each requested permission. */
export function Diff({ rows }: { readonly rows: readonly DiffRow[] }) {
  if (rows.length === 0) return null;
  return (
    <section aria-labelledby="diff-title">
      <h2 id="diff-title">{t("diffTitle")}</h2>
      <table class="diff">
        <thead>
          <tr>
            <th scope="col">
              <span class="unseen">{t("diffResult")}</span>
            </th>
            <th scope="col">{t("diffAsked")}</th>
            <th scope="col">{t("diffAnswered")}</th>
          </tr>
        </thead>
        {steps.map(([step, title]) => (
          <Step key={step} title={t(title)} rows={rows.filter((row) => row.step === step)} />
        ))}
      </table>
    </section>
  );
}

function Step({ title, rows }: { readonly title: string; readonly rows: readonly DiffRow[] }) {
  if (rows.length === 0) return null;
  return (
    <tbody>
      <tr class="step">
        <th scope="rowgroup" colSpan={3}>
          {title}
        </th>
      </tr>
      {rows.toSorted(byUrgency).map((row, index) => (
        <tr key={index} class={row.state} data-state={row.state}>
          <td>
            <Mark kind={row.state} label={t(states[row.state])} />
          </td>
          <td>
            <span class="field">{translate(row.requestField)}</span> <code>{row.requestValue}</code>
          </td>
          <td>
            <span class="field">{translate(row.responseField)}</span> <ResponseValue row={row} />
          </td>
        </tr>
      ))}
    </tbody>
  );
}

/** Failing rows first, then those that nothing tells, then the passing ones. */
function byUrgency(a: DiffRow, b: DiffRow): number {
  return urgency.indexOf(a.state) - urgency.indexOf(b.state);
}

const urgency: readonly DiffRow["state"][] = ["fail", "open", "pass"];

/** An origin that fails is compared character by character, because most wrong origins are nearly right. */
function ResponseValue({ row }: { readonly row: DiffRow }) {
  const { responseField, requestValue, responseValue, isAnswered, state } = row;
  if (responseValue === null) return <i>{t(isAnswered ? "headerAbsent" : "statusNoResponse")}</i>;
  if (responseField !== "Access-Control-Allow-Origin" || state !== "fail") return <code>{responseValue}</code>;
  return <Difference got={responseValue} want={requestValue} />;
}
