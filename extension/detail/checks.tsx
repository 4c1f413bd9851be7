import { type Check, checklistOf, type Diagnosis, groupBy, translate } from "../../src/index.ts";
import { t } from "../i18n/messages.ts";
import { Mark } from "../layout/mark.tsx";
import { Text } from "../layout/text.tsx";

const states = {
  pass: "diffPass",
  fail: "diffFail",
  open: "diffOpen",
  "not-reached": "checkNotReached",
} as const;

/** The browser's checks of each response, each with its evidence and a link to the standard's section. */
export function Checks({ diagnosis }: { readonly diagnosis: Diagnosis }) {
  const checks = checklistOf(diagnosis);
  if (checks.length === 0) return null;
  const byResponse = groupBy(checks, ({ hop, step }) => `${hop} ${step}`);
  const passed = checks.filter(({ state }) => state === "pass").length;
  return (
    <details class="section" data-checks>
      <summary>
        <h2>{t("checksTitle")}</h2> <span class="note">{t("checksPassed", passed, checks.length)}</span>
      </summary>
      {[...byResponse.values()].map((ofResponse, index) => (
        <Response key={index} checks={ofResponse} redirected={checks.some(({ hop }) => hop > 0)} />
      ))}
    </details>
  );
}

function Response({ checks, redirected }: { readonly checks: readonly Check[]; readonly redirected: boolean }) {
  const [first] = checks;
  if (!first) return null;
  const step = t(first.step === "preflight" ? "preflight" : "actualRequest");
  return (
    <>
      <h3>{redirected ? t("hopTitle", step, first.hop + 1) : step}</h3>
      <ul class="checks">
        {checks.map((check) => (
          <OneCheck key={check.id} check={check} />
        ))}
      </ul>
    </>
  );
}

function OneCheck({ check: { id, state, title, subject, got, want, spec } }: { readonly check: Check }) {
  return (
    <li class={state} data-check={id} data-state={state}>
      <Mark kind={state} label={t(states[state])} />
      <span class="what">
        <Text>{title}</Text>{" "}
        {state !== "not-reached" && (
          <span class="field">
            {translate(subject)}: {got === null ? <i>{t("headerAbsent")}</i> : <code>{got}</code>}
            {state !== "pass" && want !== null && (
              <>
                {" "}
                {t("checkWant")} <code>{want}</code>
              </>
            )}
          </span>
        )}
      </span>
      <a href={spec} target="_blank" rel="noreferrer" aria-label={t("specificationOf", title)}>
        §
      </a>
    </li>
  );
}
