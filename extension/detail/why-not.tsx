import { type Diagnosis, wrongFixesFor } from "../../src/index.ts";
import { t } from "../i18n/messages.ts";
import { Text } from "../layout/text.tsx";

/** The cures that people find for a refusal like this, and why they are none. */
export function WhyNot({ diagnosis }: { readonly diagnosis: Diagnosis }) {
  const cures = wrongFixesFor(diagnosis);
  if (cures.length === 0) return null;
  return (
    <details class="section" data-why-not>
      <summary>
        <h2>{t("whyNotTitle")}</h2>
      </summary>
      <dl>
        {cures.map(({ id, fix, because }) => (
          <div key={id}>
            <dt>
              <Text>{fix}</Text>
            </dt>
            <dd>
              <Text>{because}</Text>
            </dd>
          </div>
        ))}
      </dl>
    </details>
  );
}
