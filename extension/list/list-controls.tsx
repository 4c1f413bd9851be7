import type { Signal } from "@preact/signals";
import { formatValue, type MessageName, t } from "../i18n/messages.ts";
import { onEscape } from "../layout/focus.ts";
import { type Filter, filters } from "../settings/settings-store.ts";
import type { Store } from "../store/store.ts";
import { type Grouping, groupings } from "./arrange.ts";
import { suggestionsFor } from "./filter.ts";
import { type Sort, sorts } from "./sort-rows.ts";

const filterNames: Readonly<Record<Filter, MessageName>> = {
  refused: "outcomeRefused",
  failed: "outcomeFailed",
  unknown: "outcomeUnknown",
  all: "showAll",
};

/** The choice of an outcome, each with the number of its fetches, which is the one of every report. */
export function FilterChoice({ store }: { readonly store: Store }) {
  const counts = store.counts.value;
  return (
    <fieldset class="filter">
      <legend class="unseen">{t("show")}</legend>
      {filters.map((value) => (
        <FilterOption key={value} store={store} value={value} count={counts[value]} />
      ))}
    </fieldset>
  );
}

interface FilterOptionProps {
  readonly store: Store;
  readonly value: Filter;
  readonly count: number;
}

function FilterOption({ store, value, count }: FilterOptionProps) {
  const label = t(filterNames[value]);
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
        onKeyDown={(event) => {
          if (event.key === "Enter") focusList();
          else leaveQuery(store)(event);
        }}
        data-query
      />
      <datalist id="suggestions">
        {suggestionsFor(text, store.rows.value).map((suggestion) => (
          <option key={suggestion} value={suggestion} />
        ))}
      </datalist>
      <MatchCount store={store} />
    </>
  );
}

/** Escape empties the filter, and leaves it when it is empty. */
function leaveQuery({ query }: Store): (event: KeyboardEvent) => void {
  return onEscape(() => {
    if (query.value === "") focusList();
    else query.value = "";
  });
}

function focusList(): void {
  document.querySelector<HTMLElement>("[role=listbox]")?.focus();
}

/** How many of the fetches match the filter's text, as long as there is one. */
function MatchCount({ store }: { readonly store: Store }) {
  const count = store.matchCount.value;
  const total = store.counts.value[store.filter.value];
  return (
    <span class="matches" role="status" data-match-count>
      {count !== null && t("matchCount", count, total)}
    </span>
  );
}

const groupingNames: Readonly<Record<Grouping, MessageName>> = {
  cause: "sortCause",
  server: "sortServer",
  none: "groupNone",
};

export function GroupingChoice({ store }: { readonly store: Store }) {
  return (
    <Choice label={t("group")} choices={groupings} names={groupingNames} setting={store.grouping} name="grouping" />
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
  return <Choice label={t("sort")} choices={sorts} names={sortNames} setting={store.sort} name="sort" />;
}

interface ChoiceProps<T extends string> {
  readonly label: string;
  readonly choices: readonly T[];
  readonly names: Readonly<Record<T, MessageName>>;
  readonly setting: Signal<T>;
  /** The list of choices gets the attribute `data-<name>`. */
  readonly name: string;
}

/** A list of choices with its name before it, since a value such as "Time" alone does not say what it is for. */
function Choice<T extends string>({ label, choices, names, setting, name }: ChoiceProps<T>) {
  const data = { [`data-${name}`]: true };
  return (
    <label class="sort">
      <span>{label}</span>
      <select
        value={setting.value}
        onChange={({ currentTarget }) => {
          setting.value = choices.find((choice) => choice === currentTarget.value) ?? setting.value;
        }}
        {...data}
      >
        {choices.map((choice) => (
          <option key={choice} value={choice}>
            {t(names[choice])}
          </option>
        ))}
      </select>
    </label>
  );
}
