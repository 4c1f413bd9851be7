import {
  elementScroll,
  observeElementOffset,
  observeElementRect,
  type VirtualItem,
  Virtualizer,
  type VirtualizerOptions,
} from "@tanstack/virtual-core";
import { useLayoutEffect, useReducer, useRef, useState } from "preact/hooks";

type Options = Pick<
  VirtualizerOptions<HTMLElement, HTMLElement>,
  "count" | "getScrollElement" | "estimateSize" | "getItemKey" | "overscan" | "scrollPaddingStart"
>;

export type VirtualList = Virtualizer<HTMLElement, HTMLElement>;

/**
 * Finds which of many items of known sizes are visible, and draws the component again when these change. In a list that is
 * scrolled the first visible item keeps its place when items come in before it, as long as `order` stays the same.
 */
export function useVirtualizer(options: Options, order: string): VirtualList {
  const [, redraw] = useReducer((count: number) => count + 1, 0);
  const all = {
    ...options,
    scrollToFn: elementScroll,
    observeElementRect,
    observeElementOffset,
    onChange: () => redraw(undefined as never),
  };
  const [virtualizer] = useState(() => new Virtualizer<HTMLElement, HTMLElement>(all));
  const previousOrder = useRef(order);
  const hasNewItems = virtualizer.options.getItemKey !== options.getItemKey;
  const first = hasNewItems && previousOrder.current === order ? firstVisible(virtualizer) : undefined;
  previousOrder.current = order;
  virtualizer.setOptions(all);
  useLayoutEffect(() => virtualizer._didMount(), [virtualizer]);
  useLayoutEffect(() => virtualizer._willUpdate());
  useLayoutEffect(() => {
    if (first) keepPlace(virtualizer, first);
  }, [options.getItemKey]);
  return virtualizer;
}

function firstVisible({ scrollElement, measurementsCache }: VirtualList): VirtualItem | undefined {
  const top = scrollElement?.scrollTop ?? 0;
  return top > 0 ? measurementsCache.find(({ end }) => end > top) : undefined;
}

function keepPlace({ scrollElement, measurementsCache }: VirtualList, { key, start }: VirtualItem): void {
  const now = measurementsCache.find((item) => item.key === key);
  if (scrollElement && now && now.start !== start) scrollElement.scrollTop += now.start - start;
}
