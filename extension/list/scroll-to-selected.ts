import { useEffect, useRef } from "preact/hooks";
import { type Line, shows } from "./lines.ts";
import type { VirtualList } from "./virtual.ts";

/**
 * Scrolls to the selected line when another one is selected or the order changes, and when the list's height changes, where
 * the line was visible before.
 */
export function useScrollToSelected(list: VirtualList, lines: readonly Line[], selected: string, order: string): void {
  const showSelected = () => {
    const index = lines.findIndex((line) => shows(line, selected));
    if (index >= 0) list.scrollToIndex(index);
  };
  useEffect(showSelected, [selected, order]);
  const { scrollRect, scrollOffset } = list;
  const height = scrollRect?.height ?? 0;
  const previousHeight = useRef(height);
  useEffect(() => {
    const line = lines.find((line) => shows(line, selected));
    const place = list.measurementsCache.find(({ key }) => key === line?.key);
    const top = scrollOffset ?? 0;
    const wasVisible = place && place.start >= top && place.end <= top + previousHeight.current;
    if (wasVisible) showSelected();
    previousHeight.current = height;
  }, [height]);
}
