import { type MessageName, plural, t } from "../i18n/messages.ts";
import { useFocusFallback } from "../layout/focus.ts";
import { Text } from "../layout/text.tsx";
import { ObserveOffer } from "../observe/observe-view.tsx";
import type { Filter } from "../settings/settings-store.ts";
import type { Store } from "../store/store.ts";

/** What the page shows where the list has no rows: why, and how to get some. */
export function Empty({ store }: { readonly store: Store }) {
  return store.query.value.trim() === "" ? <NoneOfOutcome store={store} /> : <NoMatch store={store} />;
}

/** No fetch has the chosen outcome, or none was recorded at all. */
function NoneOfOutcome({ store }: { readonly store: Store }) {
  const { all } = store.counts.value;
  const { reload } = store.tab.value;
  const file = store.file.value;
  const others = otherOutcomes(store);
  return (
    <main ref={useFocusFallback("[role=listbox]")} class="empty" data-empty>
      <h1>{all > 0 ? titleOf(store, others) : t(file ? "reportEmptyTitle" : "emptyTitle")}</h1>
      <p>{all > 0 ? whyNone(store, others) : whyEmpty(store)}</p>
      <p class="buttons">
        {others.map((outcome, index) => (
          <ShowButton key={outcome} store={store} outcome={outcome} isPrimary={index === 0} />
        ))}
        {reload && (
          <button
            type="button"
            class={others.length === 0 ? "primary" : undefined}
            onClick={store.isObserving.value ? store.startObserving : reload}
            data-reload
          >
            {t("reloadPage")}
          </button>
        )}
        {all > 0 && (
          <button
            type="button"
            onClick={() => {
              store.filter.value = "all";
            }}
            data-show-all
          >
            {t("showAllFetches")}
          </button>
        )}
      </p>
      <h2>{t("missingTitle")}</h2>
      <ul>
        {reasonsForAbsence(store).map((name) => (
          <li key={name}>
            <Text>{t(name)}</Text>
          </li>
        ))}
      </ul>
      <ObserveOffer store={store} />
    </main>
  );
}

/** A failure that only looks like CORS must not stay hidden behind the sentence that nothing was refused. */
function ShowButton({ store, outcome, isPrimary }: ShowButtonProps) {
  return (
    <button
      type="button"
      class={isPrimary ? "primary" : undefined}
      onClick={() => {
        store.filter.value = outcome;
      }}
      data-show={outcome}
    >
      {t("showOutcome", t(countNames[outcome], store.counts.value[outcome]))}
    </button>
  );
}

interface ShowButtonProps {
  readonly store: Store;
  readonly outcome: Outcome;
  readonly isPrimary: boolean;
}

type Outcome = Exclude<Filter, "all">;

const countNames: Readonly<Record<Outcome, MessageName>> = {
  refused: "countRefused",
  failed: "countFailed",
  unknown: "countUnknown",
};

/** The outcomes, other than the chosen one, that some fetch has. */
function otherOutcomes({ filter, counts }: Store): Outcome[] {
  return outcomes.filter((outcome) => outcome !== filter.value && counts.value[outcome] > 0);
}

const outcomes = ["refused", "failed", "unknown"] as const;

function titleOf({ filter, counts }: Store, others: readonly Outcome[]): string {
  const chosen = filter.value;
  if (chosen === "all" || (chosen === "refused" && others.length === 0)) return t("noneRefusedTitle");
  return [chosen, ...others].map((outcome) => t(countNames[outcome], counts.value[outcome])).join(", ");
}

function whyNone({ counts }: Store, others: readonly Outcome[]): string {
  if (others.length === 0) return plural("noneRefused", counts.value.all);
  return t(others.includes("refused") ? "othersRefused" : "othersFailed");
}

function whyEmpty({ file, isReport }: Store): string {
  if (isReport) return t("reportEmptyExplain");
  return file.value ? t("fileWithoutFetch", file.value.name) : t("emptyExplain");
}

/** No row matches the filter, or there are no rows. */
function NoMatch({ store }: { readonly store: Store }) {
  return (
    <main ref={useFocusFallback("[data-query]")} class="empty" data-empty>
      <h1>{t("nothingMeets")}</h1>
      <p>
        <button
          type="button"
          onClick={() => {
            store.query.value = "";
          }}
        >
          {t("clearFilter")}
        </button>
      </p>
    </main>
  );
}

/** The last reason only applies to a recording by Firefox's DevTools. */
function reasonsForAbsence({ file, isFirefox }: Store): readonly MessageName[] {
  const always = ["missingByPolicy", "missingBySameOrigin", "missingBySharedWorker", "missingYet"] as const;
  return isFirefox && !file.value ? [...always, "missingByFilter"] : always;
}
