import { t } from "../i18n/messages.ts";
import { useFocusFallback } from "../layout/focus.ts";
import { Text } from "../layout/text.tsx";
import type { TrialStore } from "./trial-store.ts";
import type { RunningTrial } from "./try-fix.ts";

/** Shows that response headers are changed in this tab, as long as they are. */
export function TrialBanner({ store }: { readonly store: TrialStore }) {
  const running = store.running.value;
  return running && <Banner running={running} stop={store.stop} />;
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
