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

type List = Virtualizer<HTMLElement, HTMLElement>;

/**
 * Which of many items of known sizes are in view; the component is drawn again when these change. In a list that is
 * scrolled the first item in view keeps its place when items come in before it, as long as `order` says that it is a list
 * of the same.
 */
export function useVirtualizer(options: Options, order: string): List {
  const [, redraw] = useReducer((count: number) => count + 1, 0);
  const all = {
    ...options,
    scrollToFn: elementScroll,
    observeElementRect,
    observeElementOffset,
    onChange: () => redraw(undefined as never),
  };
  const [virtualizer] = useState(() => new Virtualizer<HTMLElement, HTMLElement>(all));
  const former = useRef(order);
  const isNew = virtualizer.options.getItemKey !== options.getItemKey;
  const first = isNew && former.current === order ? firstInView(virtualizer) : undefined;
  former.current = order;
  virtualizer.setOptions(all);
  useLayoutEffect(() => virtualizer._didMount(), [virtualizer]);
  useLayoutEffect(() => virtualizer._willUpdate());
  useLayoutEffect(() => {
    if (first) holdPlace(virtualizer, first);
  }, [options.getItemKey]);
  return virtualizer;
}

function firstInView({ scrollElement, measurementsCache }: List): VirtualItem | undefined {
  const top = scrollElement?.scrollTop ?? 0;
  return top > 0 ? measurementsCache.find(({ end }) => end > top) : undefined;
}

function holdPlace({ scrollElement, measurementsCache }: List, { key, start }: VirtualItem): void {
  const now = measurementsCache.find((item) => item.key === key);
  if (scrollElement && now && now.start !== start) scrollElement.scrollTop += now.start - start;
}
