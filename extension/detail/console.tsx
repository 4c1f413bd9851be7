import { consoleTextOf, type Diagnosis } from "../../src/index.ts";
import { t } from "../i18n/messages.ts";
import { CopyButton } from "../layout/copy.tsx";
import type { Store } from "../store/store.ts";

interface ConsoleProps {
  readonly store: Store;
  readonly diagnosis: Diagnosis;
}

/** The messages that the browsers print in the console, for users who search for them. */
export function Console({ store, diagnosis }: ConsoleProps) {
  const { chrome, firefox } = consoleTextOf(diagnosis);
  const texts = [
    ["Chrome", chrome],
    ["Firefox", firefox],
  ] as const;
  if (chrome === null && firefox === null) return null;
  return (
    <details class="section" data-console>
      <summary>
        <h2>{t("consoleTitle")}</h2>
      </summary>
      {texts.map(
        ([browser, text]) =>
          text !== null && (
            <div key={browser} class="printed">
              <CopyButton copy={store.actions.copy} text={() => text} name={t("copyConsole", browser)}>
                {t("copy")}
              </CopyButton>
              <p>
                <b>{browser}</b> <samp>{text}</samp>
              </p>
            </div>
          ),
      )}
    </details>
  );
}
