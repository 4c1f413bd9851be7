import type { Trial, TrialObstacle } from "../../src/index.ts";
import { t } from "../i18n/messages.ts";
import { useFocusFallback } from "../layout/focus.ts";
import { Text } from "../layout/text.tsx";
import type { TrialModel } from "./trial-model.ts";
import type { RunningTrial } from "./trials.ts";

/** The switch that puts the fix's headers on in this tab, or why they would not help. */
export function TryFix({ model }: { readonly model: TrialModel }) {
  const subject = model.subject.value;
  if (!model.offered || !subject) return null;
  if ("kind" in subject) {
    return (
      <div class="try-fix">
        <button type="button" role="switch" aria-checked="false" disabled aria-describedby="try-hint" data-try>
          {t("tryFix")}
        </button>
        <p id="try-hint" data-try-obstacle={subject.kind}>
          <Text>{obstacleText(subject)}</Text>
        </p>
      </div>
    );
  }
  return <Switch model={model} trial={subject} />;
}

function Switch({ model, trial }: { readonly model: TrialModel; readonly trial: Trial }) {
  const isOn = model.isOn.value;
  const state = model.state.value;
  return (
    <div class="try-fix">
      <button
        type="button"
        role="switch"
        aria-checked={isOn}
        aria-describedby="try-hint"
        // Disabled it would lose the focus for good.
        aria-disabled={state === "asking"}
        onClick={() => (isOn ? model.stop() : void model.start(trial))}
        data-try
      >
        {t("tryFix")}
      </button>
      <p id="try-hint" aria-live="polite">
        <Text>{t(state === "refused" ? "tryFixRefused" : isOn ? "tryFixOn" : "tryFixHint", trial.server)}</Text>
      </p>
    </div>
  );
}

function obstacleText({ kind, status }: TrialObstacle): string {
  if (kind === "preflight-status") return t("tryFixStatus", String(status));
  if (kind === "redirect") return t("tryFixRedirect");
  return t(kind === "page" ? "tryFixPage" : "tryFixNoResponse");
}

/** Says that answers are changed in this tab, as long as they are. */
export function TrialBanner({ model }: { readonly model: TrialModel }) {
  const running = model.running.value;
  return running && <Banner running={running} stop={model.stop} />;
}

interface BannerProps {
  readonly running: RunningTrial;
  readonly stop: () => void;
}

function Banner({ running, stop }: BannerProps) {
  const { server, headers } = running.trial;
  const until = new Date(running.until).toLocaleTimeString(t("language"), { hour: "2-digit", minute: "2-digit" });
  return (
    <section ref={useFocusFallback("[role=listbox]")} class="trial" aria-label={t("tryFix")} data-trial={server}>
      <p aria-live="polite">
        <Text>{t("trialBanner", server, until)}</Text>
      </p>
      <button type="button" onClick={stop} data-trial-stop>
        {t("turnOff")}
      </button>
      <details>
        <summary>{t("trialHeaders")}</summary>
        <pre>{headers.map(({ name, value }) => `${name}: ${value}`).join("\n")}</pre>
      </details>
    </section>
  );
}
