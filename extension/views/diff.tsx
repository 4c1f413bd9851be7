import type { DiffRow } from "../../src/index.ts";

const steps = [
  ["preflight", "Preflight"],
  ["actual", "Actual request"],
] as const;

const states = {
  pass: ["✓", "Passes"],
  fail: ["✕", "Fails"],
  open: ["?", "Cannot tell"],
} as const;

/** What was asked against what was answered, one row for each thing asked. */
export function Diff({ rows }: { readonly rows: readonly DiffRow[] }) {
  if (rows.length === 0) return null;
  return (
    <section aria-labelledby="diff-title">
      <h2 id="diff-title">Asked and answered</h2>
      <table class="diff">
        <thead>
          <tr>
            <th scope="col">
              <span class="unseen">Result</span>
            </th>
            <th scope="col">The request asks</th>
            <th scope="col">The server answers</th>
          </tr>
        </thead>
        {steps.map(([step, title]) => (
          <Step key={step} title={title} rows={rows.filter((row) => row.step === step)} />
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
      {rows.map((row, index) => (
        <tr key={index} class={row.state} data-state={row.state}>
          <td class="mark">
            <span role="img" aria-label={states[row.state][1]} title={states[row.state][1]}>
              {states[row.state][0]}
            </span>
          </td>
          <td>
            <span class="field">{row.asked}</span> <code>{row.askedValue}</code>
          </td>
          <td>
            <span class="field">{row.answered}</span>{" "}
            {row.answeredValue === null ? <i>absent</i> : <code>{row.answeredValue}</code>}
          </td>
        </tr>
      ))}
    </tbody>
  );
}
