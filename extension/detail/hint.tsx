import { type Diagnosis, lastHop } from "../../src/index.ts";
import { t } from "../i18n/messages.ts";
import { useFocusFallback } from "../layout/focus.ts";
import { Text } from "../layout/text.tsx";
import type { Store } from "../store/store.ts";

interface HintProps {
  readonly store: Store;
  readonly diagnosis: Diagnosis;
}

/** One hint about refusals of this kind, until the user dismisses it; never two at once. */
export function Hint({ store, diagnosis }: HintProps) {
  const hint = hintsFor(diagnosis).find(({ name }) => !store.understood.value.includes(name));
  return hint ? <Lesson hint={hint} understand={store.understand} /> : null;
}

interface LessonProps {
  readonly hint: { readonly name: string; readonly text: string };
  readonly understand: Store["understand"];
}

function Lesson({ hint, understand }: LessonProps) {
  return (
    <aside ref={useFocusFallback("[data-detail]")} class="lesson" data-hint={hint.name}>
      <p>
        <Text>{hint.text}</Text>
      </p>
      <button type="button" class="link" onClick={() => understand(hint.name)} data-understood>
        {t("hintDismiss")}
      </button>
    </aside>
  );
}

/** The hints that fit a refusal, the more specific first. */
function hintsFor({ outcome, verdict, fetch }: Diagnosis): { readonly name: string; readonly text: string }[] {
  if (outcome !== "refused") return [];
  const { status = 0 } = lastHop(fetch).actual ?? {};
  return [
    ...(verdict?.step === "preflight" ? [{ name: "preflight", text: t("hintPreflight") }] : []),
    ...(verdict?.step === "actual" && status > 0 ? [{ name: "status", text: t("hintStatus", String(status)) }] : []),
    { name: "curl", text: t("hintCurl") },
  ];
}
