import type { Diagnosis } from "../../src/index.ts";
import { type MessageName, t } from "../i18n/messages.ts";
import { useFocusFallback } from "../layout/focus.ts";
import { Outcome } from "../layout/outcome.tsx";
import type { HeaderComparison } from "./retry.ts";
import type { Doubt, RetryStore } from "./retry-store.ts";

const doubtTexts: { readonly [D in Doubt]: MessageName } = {
  "side-effects": "retrySideEffects",
  body: "retryBody",
  credentials: "retryCredentials",
};

/** Sends the request again from the page, and compares the new responses with the earlier ones. */
export function Retry({ store }: { readonly store: RetryStore }) {
  if (!store.isPossible.value) return null;
  const state = store.state.value;
  const result = store.result.value;
  return (
    <section class="retry" aria-label={t("retry")}>
      {state === "confirming" ? <Confirmation store={store} /> : <Again store={store} />}
      <p aria-live="polite" data-retry-state={state}>
        {state === "elsewhere" && t("retryElsewhere")}
        {state === "lost" && t("retryLost")}
        {state === "sent" && t("retrySent")}
        {state === "broken" && t("retryBroken")}
      </p>
      {result?.isOverridden && <p data-retry-trial>{t("headersOverridden")}</p>}
      {result && <Result after={result.after.outcome} rows={result.rows} />}
    </section>
  );
}

function Again({ store }: { readonly store: RetryStore }) {
  const button = useFocusFallback<HTMLButtonElement>("[data-retry-confirm]");
  return (
    <button ref={button} type="button" title={t("retryHint")} onClick={store.retry} data-retry>
      {t("retry")}
    </button>
  );
}

function Confirmation({ store }: { readonly store: RetryStore }) {
  return (
    <section ref={useFocusFallback("[data-retry]")} class="aside" aria-label={t("retryConfirm")}>
      <ul id="retry-doubts">
        {store.doubts.value.map((doubt) => (
          <li key={doubt}>{t(doubtTexts[doubt])}</li>
        ))}
      </ul>
      <button type="button" class="primary" onClick={store.confirm} aria-describedby="retry-doubts" data-retry-confirm>
        {t("retryConfirm")}
      </button>{" "}
      <button type="button" onClick={store.cancel} data-retry-cancel>
        {t("cancel")}
      </button>
    </section>
  );
}

interface ResultProps {
  readonly after: Diagnosis["outcome"];
  readonly rows: readonly HeaderComparison[];
}

function Result({ after, rows }: ResultProps) {
  return (
    <table class="compare" data-retry-result={after}>
      <caption>
        <Outcome outcome={after} /> {t(outcomeTexts[after])}
      </caption>
      <thead>
        <tr>
          <th scope="col">{t("retryHeader")}</th>
          <th scope="col">{t("retryBefore")}</th>
          <th scope="col">{t("retryAfter")}</th>
        </tr>
      </thead>
      {(["preflight", "actual"] as const).map((step) => (
        <Step
          key={step}
          title={t(step === "preflight" ? "preflight" : "actualRequest")}
          rows={rows.filter((row) => row.step === step)}
        />
      ))}
    </table>
  );
}

const outcomeTexts: { readonly [O in ResultProps["after"]]: MessageName } = {
  allowed: "titleAllowed",
  refused: "titleRefused",
  failed: "titleFailed",
  unknown: "titleUnknown",
};

function Step({ title, rows }: { readonly title: string; readonly rows: readonly HeaderComparison[] }) {
  if (rows.length === 0) return null;
  return (
    <tbody>
      <tr class="step">
        <th scope="rowgroup" colSpan={3}>
          {title}
        </th>
      </tr>
      {rows.map(({ name, before, after }) => (
        <tr key={name} class={before === after ? "same" : "changed"} data-header={name || "status"}>
          <th scope="row" class="name">
            {name || t("status")}
          </th>
          <td>{before === null ? <i>{t("headerAbsent")}</i> : <code>{before}</code>}</td>
          <td>{after === null ? <i>{t("headerAbsent")}</i> : <code>{after}</code>}</td>
        </tr>
      ))}
    </tbody>
  );
}
