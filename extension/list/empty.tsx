import { type MessageName, plural, t } from "../i18n/messages.ts";
import { useFocusFallback } from "../layout/focus.ts";
import { Text } from "../layout/text.tsx";
import { ObserveOffer } from "../observe/observe-view.tsx";
import type { Store } from "../store/store.ts";

/** What the page shows where the list has no rows: why, and how to get some. */
export function Empty({ store }: { readonly store: Store }) {
  return store.query.value.trim() === "" ? <NothingRecorded store={store} /> : <NoMatch store={store} />;
}

function NothingRecorded({ store }: { readonly store: Store }) {
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

/** The last reason only applies to a recording by DevTools, and not to a file. */
const reasonsForAbsence: readonly MessageName[] = [
  "missingByPolicy",
  "missingBySameOrigin",
  "missingBySharedWorker",
  "missingYet",
  "missingByFilter",
];
