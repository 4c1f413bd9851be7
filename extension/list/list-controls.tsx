import { formatValue, type MessageName, t } from "../i18n/messages.ts";
import type { Filter } from "../settings/settings-store.ts";
import type { Store } from "../store/store.ts";
import { type Sort, sorts } from "./arrange.ts";
import { suggestionsFor } from "./filter.ts";

/** The choice between the blocked fetches and all fetches, with their numbers. */
export function FilterChoice({ store }: { readonly store: Store }) {
  const { all, blocked } = store.counts.value;
  return (
    <fieldset class="filter">
      <legend class="unseen">{t("show")}</legend>
      <FilterOption store={store} value="blocked" label={t("showBlocked")} count={blocked} />
      <FilterOption store={store} value="all" label={t("showAll")} count={all} />
    </fieldset>
  );
}

interface FilterOptionProps {
  readonly store: Store;
  readonly value: Filter;
  readonly label: string;
  readonly count: number;
}

function FilterOption({ store, value, label, count }: FilterOptionProps) {
  return (
    <label class="choice" data-label={label}>
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
        {label} <span class="count">{formatValue(count)}</span>
      </span>
    </label>
  );
}

/** The input for the text that filters, with completions. */
export function Query({ store }: { readonly store: Store }) {
  const text = store.query.value;
  return (
    <>
      <input
        type="search"
        class="query"
        list="suggestions"
        aria-label={t("filter")}
        placeholder={t("filter")}
        title={t("filterHint").replaceAll("`", "")}
        value={text}
        onInput={({ currentTarget }) => {
          store.query.value = currentTarget.value;
        }}
        data-query
      />
      <datalist id="suggestions">
        {suggestionsFor(text, store.rows.value).map((suggestion) => (
          <option key={suggestion} value={suggestion} />
        ))}
      </datalist>
    </>
  );
}

const sortNames: Readonly<Record<Sort, MessageName>> = {
  time: "sortTime",
  newest: "sortNewest",
  count: "sortCount",
  server: "sortServer",
  method: "sortMethod",
  status: "sortStatus",
  cause: "sortCause",
};

export function SortChoice({ store }: { readonly store: Store }) {
  return (
    <select
      class="sort"
      aria-label={t("sort")}
      title={t("sort")}
      value={store.sort.value}
      onChange={({ currentTarget }) => {
        store.sort.value = sorts.find((sort) => sort === currentTarget.value) ?? "time";
      }}
      data-sort
    >
      {sorts.map((sort) => (
        <option key={sort} value={sort}>
          {t(sortNames[sort])}
        </option>
      ))}
    </select>
  );
}
