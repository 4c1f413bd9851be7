import { type MessageName, plural, t } from "../i18n/messages.ts";
import { useFocusFallback } from "../layout/focus.ts";
import { Text } from "../layout/text.tsx";
import { ObserveOffer } from "../observe/observe-view.tsx";
import type { Store } from "../store/store.ts";

/** What is recorded, what never can be, and how to get it. */
export function Empty({ store }: { readonly store: Store }) {
  return store.query.value.trim() === "" ? <Nothing store={store} /> : <Unmet store={store} />;
}

function Nothing({ store }: { readonly store: Store }) {
  const { all } = store.counts.value;
  const { reload } = store.tab.value;
  const file = store.file.value;
  return (
    <main ref={useFocusFallback("[role=listbox]")} class="empty" data-empty>
      <h1>{t(all > 0 ? "noneRefusedTitle" : file ? "reportEmptyTitle" : "emptyTitle")}</h1>
      <p>{all > 0 ? plural("noneRefused", all) : whyEmpty(store)}</p>
      <p class="buttons">
        {reload && (
          <button
            type="button"
            class="primary"
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
        {reasonsForAbsence.slice(0, file ? -1 : undefined).map((name) => (
          <li key={name}>
            <Text>{t(name)}</Text>
          </li>
        ))}
      </ul>
      <ObserveOffer store={store} />
    </main>
  );
}

function whyEmpty({ file, isReport }: Store): string {
  if (isReport) return t("reportEmptyExplain");
  return file.value ? t("fileWithoutFetch", file.value.name) : t("emptyExplain");
}

/** The filter leaves nothing, or there is nothing to filter. */
function Unmet({ store }: { readonly store: Store }) {
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

/** The last one is of DevTools alone. */
const reasonsForAbsence: readonly MessageName[] = [
  "missingByPolicy",
  "missingBySameOrigin",
  "missingBySharedWorker",
  "missingYet",
  "missingByFilter",
];
