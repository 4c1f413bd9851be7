import { useCallback, useEffect, useMemo, useRef } from "preact/hooks";
import { formatTime, plural, t } from "../i18n/messages.ts";
import { Outcome } from "../layout/outcome.tsx";
import { Text } from "../layout/text.tsx";
import type { Row, Store } from "../store/store.ts";
import type { Heading, Line } from "./arrange.ts";
import type { Section } from "./rows.ts";
import { useVirtualizer } from "./virtual.ts";

interface ListProps {
  readonly store: Store;
  readonly selected: string;
}

/** Heights in pixels, as `theme.css` has them. */
const heights: Readonly<Record<Line["kind"], number>> = { section: 25, server: 25, row: 45 };

/** The fetches by server, as one stop of the Tab key: arrows choose, Enter goes on to the detail. */
export function List({ store, selected }: ListProps) {
  const lines = store.lines.value;
  const rows = store.rows.value;
  const scroller = useRef<HTMLElement>(null);
  const order = [store.sort, store.filter, store.query].map(({ value }) => value).join("\n");
  const virtualizer = useVirtualizer(
    {
      count: lines.length,
      getScrollElement: () => scroller.current,
      estimateSize: (index) => heights[lines[index]?.kind ?? "row"],
      // As long as it is the same function, lines that were measured are not measured anew.
      getItemKey: useCallback((index: number) => lines[index]?.key ?? index, [lines]),
      overscan: 8,
      scrollPaddingStart: heights.server,
    },
    order,
  );
  const showSelected = () => {
    const at = lines.findIndex(({ key }) => key === selected);
    if (at >= 0) virtualizer.scrollToIndex(at);
  };
  useEffect(showSelected, [selected, order]);
  const { scrollRect, scrollOffset } = virtualizer;
  const height = scrollRect?.height ?? 0;
  const formerHeight = useRef(height);
  useEffect(() => {
    const place = virtualizer.measurementsCache.find(({ key }) => key === selected);
    const top = scrollOffset ?? 0;
    const wasInView = place && place.start >= top && place.end <= top + formerHeight.current;
    if (wasInView) showSelected();
    formerHeight.current = height;
  }, [height]);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "Enter" || event.key === "ArrowRight") {
      event.preventDefault();
      document.querySelector<HTMLElement>("[data-detail]")?.focus();
      return;
    }
    const at = rows.findIndex(({ key }) => key === selected);
    const next = rows[nextIndex(event.key, at, rows.length)];
    if (!next) return;
    event.preventDefault();
    store.select(next.key);
  };
  const shown = virtualizer.getVirtualItems().flatMap(({ index }) => lines[index] ?? []);
  const blocks = blocksOf(shown);
  const headless = shown[0]?.kind === "row" ? heights.server : 0;
  const start = (virtualizer.getVirtualItems()[0]?.start ?? 0) - headless;
  const active = shown.find(({ key }) => key === selected);
  return (
    <nav ref={scroller} class="list" aria-label={t("fetches")}>
      <div
        role="listbox"
        tabIndex={0}
        aria-label={t("crossOriginFetches")}
        aria-activedescendant={active?.kind === "row" ? idOf(active.place) : undefined}
        onKeyDown={onKeyDown}
        style={{ height: `${virtualizer.getTotalSize()}px`, paddingTop: `${start}px` }}
      >
        {blocks.map((block) =>
          block.kind === "section" ? (
            <div key={block.key} class="went" role="presentation" title={nameOf(block.section)} data-section>
              {titleOf(block.section)}
            </div>
          ) : (
            // biome-ignore lint/a11y/useSemanticElements: a fieldset groups form controls, and these are options
            <div key={block.key} role="group" aria-label={labelOf(block.under)}>
              <div class="server" role="presentation" title={block.under.server}>
                {block.under.server}
              </div>
              {block.rows.map(({ row, place }) => (
                <Option
                  key={row.key}
                  row={row}
                  place={place}
                  total={rows.length}
                  selected={row.key === selected}
                  onSelect={store.select}
                />
              ))}
            </div>
          ),
        )}
      </div>
    </nav>
  );
}

type RowLine = Extract<Line, { kind: "row" }>;
type Block =
  | Extract<Line, { kind: "section" }>
  | { readonly kind: "server"; readonly key: string; readonly under: Heading; readonly rows: RowLine[] };

/**
 * The lines in view, those of one server together; a server's name is there as long as one of its rows is, and under the
 * same key, so that no row is drawn anew while it stays in view.
 */
function blocksOf(lines: readonly Line[]): Block[] {
  const blocks: Block[] = [];
  for (const line of lines) {
    const last = blocks.at(-1);
    if (line.kind === "section") blocks.push(line);
    else if (line.kind === "server") blocks.push({ ...line, rows: [] });
    else if (last?.kind === "server") last.rows.push(line);
    else blocks.push({ kind: "server", key: line.under.key, under: line.under, rows: [line] });
  }
  return blocks;
}

/** Of a list box only groups and options are read, so that the group says which section it is in. */
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

/** Where a key leads in a list of so many; -1 for keys that lead nowhere. */
function nextIndex(key: string, at: number, length: number): number {
  const step = { ArrowDown: 1, ArrowUp: -1, PageDown: 10, PageUp: -10, Home: -length, End: length }[key];
  return step === undefined ? -1 : Math.max(0, Math.min(at + step, length - 1));
}

function idOf(place: number): string {
  return `fetch-${place}`;
}

interface OptionProps {
  readonly row: Row;
  /** Counted from 1, of so many. */
  readonly place: number;
  readonly total: number;
  readonly selected: boolean;
  readonly onSelect: (key: string) => void;
}

/** Scrolling draws the list at each step; what an option shows rarely changes, and is drawn only then. */
function Option({ row, place, total, selected, onSelect }: OptionProps) {
  const { key, method, path, title, count, outcome, url, cause, fixedAt } = row;
  return useMemo(
    () => (
      // biome-ignore lint/a11y/useKeyWithClickEvents: the list box around the options has the keys
      // biome-ignore lint/a11y/useFocusableInteractive: the list box has the focus, and names the active option
      <div
        id={idOf(place)}
        role="option"
        aria-selected={selected}
        aria-setsize={total}
        aria-posinset={place}
        class="row"
        onClick={() => onSelect(key)}
        data-fetch
        data-url={url}
        data-method={method}
        data-cause={cause}
        data-outcome={outcome}
        data-fixed={fixedAt !== null}
        data-count={count}
      >
        <Outcome outcome={fixedAt === null ? outcome : "fixed"} />
        <span class="call" title={url}>
          <b>{method}</b> <span class="path">{path}</span>
        </span>
        {count > 1 && (
          <span class="times" title={plural("times", count)}>
            <span aria-hidden="true">{count}</span>
            <span class="unseen">{plural("times", count)}</span>
          </span>
        )}
        <span class="why" title={title.replaceAll("`", "")}>
          {fixedAt !== null && <b class="fixed">{t("fixedAt", formatTime(fixedAt))} </b>}
          <Text>{title}</Text>
        </span>
      </div>
    ),
    [row, place, total, selected],
  );
}
