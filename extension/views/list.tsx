import { useEffect, useMemo, useRef } from "preact/hooks";
import { plural, t } from "../messages.ts";
import type { Row, Store } from "../store.ts";
import { Outcome } from "./outcome.tsx";
import { Text } from "./text.tsx";

interface ListProps {
  readonly store: Store;
  readonly selected: string;
}

/** The fetches by server, as one stop of the Tab key: arrows choose, Enter goes on to the detail. */
export function List({ store, selected }: ListProps) {
  const rows = store.rows.value;
  const list = useRef<HTMLDivElement>(null);
  useEffect(() => {
    list.current?.querySelector("[aria-selected=true]")?.scrollIntoView({ block: "nearest" });
  }, [selected]);
  const onKeyDown = (event: KeyboardEvent & { readonly currentTarget: HTMLElement }) => {
    if (event.key === "Enter" || event.key === "ArrowRight") {
      event.preventDefault();
      document.querySelector<HTMLElement>("[data-detail]")?.focus();
      return;
    }
    const at = nextIndex(
      event.key,
      rows.findIndex(({ key }) => key === selected),
      rows.length,
    );
    const next = rows[at];
    if (!next) return;
    event.preventDefault();
    store.select(next.key);
    event.currentTarget.querySelectorAll<HTMLElement>("[role=option]")[at]?.focus();
  };
  return (
    <nav class="list" aria-label={t("fetches")}>
      <div ref={list} role="listbox" aria-label={t("crossOriginFetches")} onKeyDown={onKeyDown}>
        {byServer(rows).map(([server, ofServer]) => (
          // biome-ignore lint/a11y/useSemanticElements: a fieldset groups form controls, and these are options
          <div key={server} role="group" aria-label={server}>
            <div class="server" role="presentation" title={server}>
              {server}
            </div>
            {ofServer.map((row) => (
              <Option key={row.key} row={row} selected={row.key === selected} onSelect={store.select} />
            ))}
          </div>
        ))}
      </div>
    </nav>
  );
}

/** Rows come with those of one server together. */
function byServer(rows: readonly Row[]): [string, Row[]][] {
  const servers: [string, Row[]][] = [];
  for (const row of rows) {
    const last = servers.at(-1);
    if (last?.[0] === row.server) last[1].push(row);
    else servers.push([row.server, [row]]);
  }
  return servers;
}

/** Where a key leads in a list of so many; -1 for keys that lead nowhere. */
function nextIndex(key: string, at: number, length: number): number {
  if (key === "ArrowDown") return Math.min(at + 1, length - 1);
  if (key === "ArrowUp") return Math.max(at - 1, 0);
  if (key === "Home") return 0;
  return key === "End" ? length - 1 : -1;
}

interface OptionProps {
  readonly row: Row;
  readonly selected: boolean;
  readonly onSelect: (key: string) => void;
}

/** Rows are made anew at each reading; what they show rarely changes, and is drawn only then. */
function Option({ row, selected, onSelect }: OptionProps) {
  const { key, method, path, title, count, outcome, url, cause } = row;
  return useMemo(
    () => (
      // biome-ignore lint/a11y/useKeyWithClickEvents: the list box around the options has the keys
      <div
        role="option"
        aria-selected={selected}
        tabIndex={selected ? 0 : -1}
        class="row"
        onClick={() => onSelect(key)}
        data-fetch
        data-url={url}
        data-method={method}
        data-cause={cause}
        data-outcome={outcome}
        data-count={count}
      >
        <Outcome outcome={outcome} />
        <span class="call" title={url}>
          <b>{method}</b> <span class="path">{path}</span>
        </span>
        {count > 1 && (
          <span class="times" title={plural("times", count)}>
            <span aria-hidden="true">{count}</span>
            <span class="unseen">{plural("times", count)}</span>
          </span>
        )}
        <span class="why">
          <Text>{title}</Text>
        </span>
      </div>
    ),
    [selected, key, url, path, title, count],
  );
}
