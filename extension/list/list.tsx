// The list of recorded fetches. Diagnoses come in; rows, grouped, filtered, sorted and under headings, go out. The list decides
// nothing about CORS: outcome and cause are the engine's.

import { useCallback, useRef } from "preact/hooks";
import { t } from "../i18n/messages.ts";
import { copyFix } from "../layout/shortcuts.ts";
import { Splitter } from "../layout/splitter.tsx";
import type { Store } from "../store/store.ts";
import { type Block, blocksOf } from "./blocks.ts";
import { GroupOption } from "./group-option.tsx";
import { type Heading, isOption, type Line, shows } from "./lines.ts";
import { useIsNarrow } from "./narrow.ts";
import { optionId, RowOption } from "./row-option.tsx";
import { useScrollToSelected } from "./scroll-to-selected.ts";
import type { Section } from "./sections.ts";
import { useVirtualizer } from "./virtual.ts";

interface ListProps {
  readonly store: Store;
  readonly selected: string;
}

/** Heights in pixels, as in `theme.css`. */
const heights: Readonly<Record<Line["kind"], number>> = { section: 25, server: 25, group: 45, row: 45 };
const briefHeight = 25;
/** The second line of a reason in a narrow list. */
const lineHeight = 18;

function heightOf(line: Line | undefined, isNarrow: boolean): number {
  if (line?.kind === "row" && line.isBrief) return briefHeight;
  const hasReason = !line || line.kind === "row" || line.kind === "group";
  return heights[line?.kind ?? "row"] + (hasReason && isNarrow ? lineHeight : 0);
}

/** The fetches as one stop of the Tab key: arrows select, open, close and go to the detail, Enter goes to the fix. */
export function List({ store, selected }: ListProps) {
  const { lines, optionCount } = store.arrangement.value;
  const scroller = useRef<HTMLDivElement>(null);
  const isNarrow = useIsNarrow(scroller);
  const order = [store.sort, store.grouping, store.filter, store.query].map(({ value }) => value).join("\n");
  const virtualizer = useVirtualizer(
    {
      count: lines.length,
      getScrollElement: () => scroller.current,
      estimateSize: (index) => heightOf(lines[index], isNarrow),
      // As long as this is the same function, measured lines are not measured again.
      getItemKey: useCallback((index: number) => lines[index]?.key ?? index, [lines, isNarrow]),
      overscan: 8,
      scrollPaddingStart: heights.server,
    },
    order,
  );
  useScrollToSelected(virtualizer, lines, selected, order);
  const items = virtualizer.getVirtualItems();
  const visible = items.flatMap(({ index }) => lines[index] ?? []);
  // A block whose heading is above the visible lines gets that heading too.
  const [first] = visible;
  const needsHeading = first && first.kind !== "server" && first.kind !== "section" && first.under.server !== null;
  const start = (items[0]?.start ?? 0) - (needsHeading ? heights.server : 0);
  const active = visible.find((line) => shows(line, selected));
  return (
    <nav class="side" aria-label={t("fetches")}>
      <div ref={scroller} class={isNarrow ? "list narrow" : "list"}>
        <div
          role="listbox"
          tabIndex={0}
          aria-label={t("crossOriginFetches")}
          aria-activedescendant={active && isOption(active) ? optionId(active.position) : undefined}
          onKeyDown={(event) => onKeyDown(event, store, selected)}
          style={{ height: `${virtualizer.getTotalSize()}px`, paddingTop: `${start}px` }}
        >
          {blocksOf(visible).map((block) => (
            <OneBlock key={block.key} block={block} store={store} selected={selected} optionCount={optionCount} />
          ))}
        </div>
      </div>
      <Splitter split={store.split} />
    </nav>
  );
}

function onKeyDown(event: KeyboardEvent, store: Store, selected: string): void {
  const options = store.arrangement.value.lines.filter(isOption);
  const index = options.findIndex((line) => shows(line, selected));
  const current = options[index];
  const opens = event.key === "ArrowRight" && current?.kind === "group";
  const closes = event.key === "ArrowLeft" && current?.kind === "row" && current.group !== "";
  const next = options[nextIndex(event.key, index, options.length)];
  if (opens) store.toggleGroup(current.key);
  else if (closes) store.toggleGroup(current.group);
  else if (event.key === "Enter") focusFirst(copyFix, detail);
  else if (event.key === "ArrowRight") focusFirst(detail);
  else if (next) store.select((next.kind === "row" ? next.row : next.rows[0]).key);
  else return;
  event.preventDefault();
}

const detail = "[data-detail]";

/** Focuses the first of these elements that is there. */
function focusFirst(...selectors: readonly string[]): void {
  const found = selectors.map((selector) => document.querySelector<HTMLElement>(selector));
  found.find((element) => element !== null)?.focus();
}

/** The index that a key leads to in a list of that length; -1 for other keys. */
function nextIndex(key: string, index: number, length: number): number {
  const step = { ArrowDown: 1, ArrowUp: -1, PageDown: 10, PageUp: -10, Home: -length, End: length }[key];
  return step === undefined ? -1 : Math.max(0, Math.min(index + step, length - 1));
}

interface BlockProps extends ListProps {
  readonly block: Block;
  /** How many options the list has. */
  readonly optionCount: number;
}

function OneBlock({ block, store, selected, optionCount }: BlockProps) {
  if (block.kind === "section") {
    return (
      <div class="went" role="presentation" title={nameOf(block.section)} data-section>
        {titleOf(block.section)}
      </div>
    );
  }
  const { server } = block.under;
  const select = store.select;
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset groups form controls, and these are options
    <div role="group" aria-label={labelOf(block.under)}>
      {server !== null && (
        <div class="server" role="presentation" title={server}>
          {server}
        </div>
      )}
      {block.lines.map((line) => {
        const option = { total: optionCount, selected: shows(line, selected) };
        if (line.kind === "group") {
          return <GroupOption key={line.key} line={line} {...option} onSelect={select} onToggle={store.toggleGroup} />;
        }
        return <RowOption key={line.key} line={line} showsServer={server === null} {...option} onSelect={select} />;
      })}
    </div>
  );
}

/** The group's label names its section too, because screen readers read only groups and options of a list box. */
function labelOf({ server, section }: Heading): string {
  if (server === null) return section ? nameOf(section) : t("fetches");
  if (!section) return server;
  return t("url" in section ? "serverAfter" : "serverIn", server, nameOf(section));
}

function titleOf(section: Section | null): string {
  if (!section) return t("beforeNavigation");
  return "url" in section ? t("navigated", section.url) : section.name;
}

function nameOf(section: Section | null): string {
  if (!section) return t("beforeNavigation");
  return "url" in section ? section.url : section.name;
}
