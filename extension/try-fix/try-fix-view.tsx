import type { Trial, TrialObstacle } from "../../src/index.ts";
import { t } from "../i18n/messages.ts";
import { Text } from "../layout/text.tsx";
import type { TrialStore } from "./trial-store.ts";

/** The switch that puts the fix's headers on in this tab, or why headers would not help. */
export function TryFix({ store }: { readonly store: TrialStore }) {
  const subject = store.subject.value;
  if (!subject) return null;
  if (!store.isSupported) return store.isFirefox ? <p data-try-missing>{t("tryFixFirefox")}</p> : null;
  if ("kind" in subject) {
    const why = obstacleText(subject);
    return (
      <div class="try-fix" title={plain(why)}>
        <button type="button" role="switch" aria-checked="false" disabled aria-describedby="try-hint" data-try>
          {t("tryFix")}
        </button>
        <p id="try-hint" class="unseen" data-try-obstacle={subject.kind}>
          <Text>{why}</Text>
        </p>
      </div>
    );
  }
  return <Switch store={store} trial={subject} />;
}

function Switch({ store, trial }: { readonly store: TrialStore; readonly trial: Trial }) {
  const isOn = store.isOn.value;
  const state = store.state.value;
  const problem = state === "refused" ? "tryFixRefused" : state === "failed" ? "tryFixFailed" : null;
  const hint = t(problem ?? (isOn ? "tryFixOn" : "tryFixHint"), trial.server);
  return (
    <div class="try-fix">
      <button
        type="button"
        role="switch"
        title={plain(hint)}
        aria-checked={isOn}
        aria-describedby="try-hint"
        // A disabled button would lose the focus.
        aria-disabled={state === "asking"}
        onClick={() => (isOn ? store.stop() : void store.start(trial))}
        data-try
      >
        {t("tryFix")}
      </button>
      {/* What the switch does stays out of sight until it is on, and is read with the button. */}
      <p id="try-hint" class={problem || isOn ? undefined : "unseen"} aria-live="polite">
        <Text>{hint}</Text>
      </p>
    </div>
  );
}

/** A text without its marks for code, as tooltips show it. */
function plain(text: string): string {
  return text.replaceAll("`", "");
}

function obstacleText({ kind, status }: TrialObstacle): string {
  if (kind === "preflight-status") return t("tryFixStatus", String(status));
  if (kind === "redirect") return t("tryFixRedirect");
  return t(kind === "page" ? "tryFixPage" : "tryFixNoResponse");
}
