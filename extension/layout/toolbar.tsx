import { useRef } from "preact/hooks";
import { formatValue, type MessageName, t } from "../i18n/messages.ts";
import { type Sort, sorts } from "../list/arrange.ts";
import { suggestionsFor } from "../list/filter.ts";
import type { Filter, Store } from "../store/store.ts";
import { onEscape, useFocusFallback } from "./focus.ts";

export function Toolbar({ store }: { readonly store: Store }) {
  const { all, refused } = store.counts.value;
  return (
    <header class="toolbar">
      {!store.isReport && <IconButton label={t("clear")} icon={icons.clear} onClick={store.clear} name="clear" />}
      <fieldset class="filter">
        <legend class="unseen">{t("show")}</legend>
        <FilterChoice store={store} value="refused" label={t("showRefused")} count={refused} />
        <FilterChoice store={store} value="all" label={t("showAll")} count={all} />
      </fieldset>
      <Query store={store} />
      {!store.isReport && <PreserveLog store={store} />}
      <SortChoice store={store} />
      {!store.isReport && <Icons store={store} />}
    </header>
  );
}

function PreserveLog({ store }: { readonly store: Store }) {
  return (
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
  );
}

function Icons({ store }: { readonly store: Store }) {
  const { showsSettings } = store;
  const leaveSettings = () => {
    showsSettings.value = false;
  };
  return (
    <span class="icons">
      <IconButton
        label={t("exactStart")}
        icon={icons.exact}
        pressed={store.isObserving.value}
        disabled={store.file.value !== null && !store.isObserving.value}
        onClick={store.isObserving.value ? store.stopObserving : store.startObserving}
        name="exact-toggle"
      />
      <OpenFile store={store} />
      <IconButton label={t("saveFile")} icon={icons.save} onClick={store.saveFile} name="save" />
      <IconButton
        label={t("settings")}
        icon={icons.settings}
        pressed={showsSettings.value}
        onClick={() => {
          showsSettings.value = !showsSettings.value;
        }}
        onKeyDown={showsSettings.value ? onEscape(leaveSettings) : undefined}
        name="settings"
      />
    </span>
  );
}

const icons = {
  clear: "M8 2.5a5.5 5.5 0 1 0 0 11 5.5 5.5 0 0 0 0-11zM4.2 4.2l7.6 7.6",
  exact: "M1.5 8S4 3.8 8 3.8 14.5 8 14.5 8 12 12.2 8 12.2 1.5 8 1.5 8zM8 6.2a1.8 1.8 0 1 0 0 3.6 1.8 1.8 0 0 0 0-3.6z",
  open: "M8 10.5v-8M4.8 5.5 8 2.4l3.2 3.1M2.5 10v3.5h11V10",
  save: "M8 2.5v8M4.8 7.4 8 10.5l3.2-3.1M2.5 10v3.5h11V10",
  settings:
    "M8 5.8a2.2 2.2 0 1 0 0 4.4 2.2 2.2 0 0 0 0-4.4zM8 1.8v2M8 12.2v2M1.8 8h2M12.2 8h2M3.6 3.6 5 5M11 11l1.4 1.4M3.6 12.4 5 11M11 5l1.4-1.4",
};

interface IconButtonProps {
  readonly label: string;
  /** The path of a drawing of 16 by 16. */
  readonly icon: string;
  readonly pressed?: boolean;
  /** While a file is shown. */
  readonly disabled?: boolean;
  readonly onClick: () => void;
  readonly onKeyDown?: ((event: KeyboardEvent) => void) | undefined;
  readonly name: string;
}

function IconButton({ label, icon, pressed, disabled, onClick, onKeyDown, name }: IconButtonProps) {
  const data = { [`data-${name}`]: true };
  return (
    <button
      ref={useFocusFallback<HTMLButtonElement>("[data-file-close]", disabled)}
      type="button"
      class="icon"
      aria-label={label}
      aria-pressed={pressed}
      disabled={disabled}
      title={label}
      onClick={onClick}
      onKeyDown={onKeyDown}
      {...data}
    >
      <svg viewBox="0 0 16 16" aria-hidden="true">
        <path d={icon} />
      </svg>
    </button>
  );
}

/** The text that filters, with what its last word may become. */
function Query({ store }: { readonly store: Store }) {
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

function SortChoice({ store }: { readonly store: Store }) {
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

function OpenFile({ store }: { readonly store: Store }) {
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <IconButton label={t("openFile")} icon={icons.open} onClick={() => input.current?.click()} name="open" />
      <input
        ref={input}
        type="file"
        accept=".har,.json,application/json"
        hidden
        onChange={({ currentTarget }) => {
          const [file] = currentTarget.files ?? [];
          if (file) void store.openFile(file);
          // The same file can be chosen again.
          currentTarget.value = "";
        }}
        data-file-input
      />
    </>
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
