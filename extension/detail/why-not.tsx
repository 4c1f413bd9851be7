import { type Diagnosis, wrongFixesFor } from "../../src/index.ts";
import { t } from "../i18n/messages.ts";
import { Text } from "../layout/text.tsx";

/** The wrong fixes that users often find for such a refusal, and why each does not help. */
export function WhyNot({ diagnosis }: { readonly diagnosis: Diagnosis }) {
  const wrongFixes = wrongFixesFor(diagnosis);
  if (wrongFixes.length === 0) return null;
  return (
    <details class="section" data-why-not>
      <summary>
        <h2>{t("whyNotTitle")}</h2>
      </summary>
      <dl>
        {wrongFixes.map(({ id, fix, because }) => (
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
