// The list of recorded fetches. Diagnoses come in; rows, grouped, filtered, sorted and under headings, go out. The list decides
// nothing about CORS: outcome and cause are the engine's.

import { useCallback, useRef } from "preact/hooks";
import { t } from "../i18n/messages.ts";
import type { Store } from "../store/store.ts";
import type { Heading, Line } from "./arrange.ts";
import { type Block, blocksOf } from "./blocks.ts";
import { optionId, RowOption } from "./row-option.tsx";
import { useScrollToSelected } from "./scroll-to-selected.ts";
import type { Section } from "./sections.ts";
import { useVirtualizer } from "./virtual.ts";

interface ListProps {
  readonly store: Store;
  readonly selected: string;
}

/** Heights in pixels, as in `theme.css`. */
const heights: Readonly<Record<Line["kind"], number>> = { section: 25, server: 25, row: 45 };

/** The fetches by server, as one stop of the Tab key: arrows select, Enter goes to the detail. */
export function List({ store, selected }: ListProps) {
  const lines = store.lines.value;
  const scroller = useRef<HTMLElement>(null);
  const order = [store.sort, store.filter, store.query].map(({ value }) => value).join("\n");
  const virtualizer = useVirtualizer(
    {
      count: lines.length,
      getScrollElement: () => scroller.current,
      estimateSize: (index) => heights[lines[index]?.kind ?? "row"],
      // As long as this is the same function, measured lines are not measured again.
      getItemKey: useCallback((index: number) => lines[index]?.key ?? index, [lines]),
      overscan: 8,
      scrollPaddingStart: heights.server,
    },
    order,
  );
  useScrollToSelected(virtualizer, lines, selected, order);
  const items = virtualizer.getVirtualItems();
  const visible = items.flatMap(({ index }) => lines[index] ?? []);
  // A block whose heading is above the visible lines gets that heading too.
  const heightOfAddedHeading = visible[0]?.kind === "row" ? heights.server : 0;
  const start = (items[0]?.start ?? 0) - heightOfAddedHeading;
  const active = visible.find(({ key }) => key === selected);
  return (
    <nav ref={scroller} class="list" aria-label={t("fetches")}>
      <div
        role="listbox"
        tabIndex={0}
        aria-label={t("crossOriginFetches")}
        aria-activedescendant={active?.kind === "row" ? optionId(active.place) : undefined}
        onKeyDown={(event) => onKeyDown(event, store, selected)}
        style={{ height: `${virtualizer.getTotalSize()}px`, paddingTop: `${start}px` }}
      >
        {blocksOf(visible).map((block) => (
          <OneBlock key={block.key} block={block} store={store} selected={selected} />
        ))}
      </div>
    </nav>
  );
}

function onKeyDown(event: KeyboardEvent, store: Store, selected: string): void {
  if (event.key === "Enter" || event.key === "ArrowRight") {
    event.preventDefault();
    document.querySelector<HTMLElement>("[data-detail]")?.focus();
    return;
  }
  const rows = store.rows.value;
  const index = rows.findIndex(({ key }) => key === selected);
  const next = rows[nextIndex(event.key, index, rows.length)];
  if (!next) return;
  event.preventDefault();
  store.select(next.key);
}

/** The index that a key leads to in a list of that length; -1 for other keys. */
function nextIndex(key: string, index: number, length: number): number {
  const step = { ArrowDown: 1, ArrowUp: -1, PageDown: 10, PageUp: -10, Home: -length, End: length }[key];
  return step === undefined ? -1 : Math.max(0, Math.min(index + step, length - 1));
}

interface BlockProps extends ListProps {
  readonly block: Block;
}

function OneBlock({ block, store, selected }: BlockProps) {
  if (block.kind === "section") {
    return (
      <div class="went" role="presentation" title={nameOf(block.section)} data-section>
        {titleOf(block.section)}
      </div>
    );
  }
  const { server } = block.under;
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset groups form controls, and these are options
    <div role="group" aria-label={labelOf(block.under)}>
      <div class="server" role="presentation" title={server}>
        {server}
      </div>
      {block.rows.map(({ row, place }) => (
        <RowOption
          key={row.key}
          row={row}
          place={place}
          total={store.rows.value.length}
          selected={row.key === selected}
          onSelect={store.select}
        />
      ))}
    </div>
  );
}

/** The group's label names its section too, because screen readers read only groups and options of a list box. */
function labelOf({ server, section }: Heading): string {
  if (!section) return server;
  return t("url" in section ? "serverAfter" : "serverIn", server, nameOf(section));
}

function titleOf(section: Section): string {
  return "url" in section ? t("navigated", section.url) : section.name;
}

function nameOf(section: Section): string {
  return "url" in section ? section.url : section.name;
}
