import { t } from "../messages.ts";
import type { Filter, Store } from "../store.ts";

export function Toolbar({ store }: { readonly store: Store }) {
  const { all, refused } = store.counts.value;
  return (
    <header class="toolbar">
      <button type="button" class="icon" aria-label={t("clear")} title={t("clear")} onClick={store.clear} data-clear>
        <svg viewBox="0 0 16 16" aria-hidden="true">
          <circle cx="8" cy="8" r="5.5" />
          <path d="M4.2 4.2l7.6 7.6" />
        </svg>
      </button>
      <fieldset class="filter">
        <legend class="unseen">{t("show")}</legend>
        <FilterChoice store={store} value="refused" label={t("showRefused")} count={refused} />
        <FilterChoice store={store} value="all" label={t("showAll")} count={all} />
      </fieldset>
      <label class="check" title={t("preserveLogHint")}>
        <input
          type="checkbox"
          checked={store.preserveLog.value}
          onChange={({ currentTarget }) => {
            store.preserveLog.value = currentTarget.checked;
          }}
          data-preserve
        />
        {t("preserveLog")}
      </label>
    </header>
  );
}

interface FilterChoiceProps {
  readonly store: Store;
  readonly value: Filter;
  readonly label: string;
  readonly count: number;
}

function FilterChoice({ store, value, label, count }: FilterChoiceProps) {
  return (
    <label class="choice">
      <input
        type="radio"
        name="filter"
        checked={store.filter.value === value}
        onChange={() => {
          store.filter.value = value;
        }}
        data-filter={value}
      />
      <span>
        {label} <span class="count">{count}</span>
      </span>
    </label>
  );
}
