import { consoleTextOf, type Diagnosis } from "../../src/index.ts";
import { t } from "../i18n/messages.ts";
import { CopyButton } from "../layout/copy.tsx";
import { Text } from "../layout/text.tsx";
import type { Store } from "../store/store.ts";

interface ConsoleProps {
  readonly store: Store;
  readonly diagnosis: Diagnosis;
}

/** The browsers' own names and messages, for users who search for them, and the section of the standard. */
export function Console({ store, diagnosis }: ConsoleProps) {
  const { verdict, reasons } = diagnosis;
  const { chrome, firefox } = consoleTextOf(diagnosis);
  const texts = [
    ["Chrome", verdict?.reportedAs.chrome ?? null, chrome],
    ["Firefox", verdict?.reportedAs.firefox ?? null, firefox],
  ] as const;
  if (!verdict && chrome === null && firefox === null) return null;
  return (
    <details class="section" data-console>
      <summary>
        <h2>{t("consoleTitle")}</h2>
      </summary>
      {verdict && (
        <p class="printed-cause">
          {reasons.length > 0 && <Text>{t("stopsHere", verdict.title)}</Text>}{" "}
          {reasons.length > 0 && verdict.explain !== reasons[0]?.explain && <Text>{verdict.explain}</Text>}{" "}
          <a href={verdict.spec} target="_blank" rel="noreferrer">
            {t("specification")}
          </a>
        </p>
      )}
      {texts.map(
        ([browser, name, text]) =>
          (name !== null || text !== null) && (
            <div key={browser} class="printed">
              {text !== null && (
                <CopyButton copy={store.actions.copy} text={() => text} name={t("copyConsole", browser)}>
                  {t("copy")}
                </CopyButton>
              )}
              <p>
                <b>{browser}</b> {name !== null && <code>{name}</code>} {text !== null && <samp>{text}</samp>}
              </p>
            </div>
          ),
      )}
    </details>
  );
}
