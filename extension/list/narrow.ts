import type { RefObject } from "preact";
import { useLayoutEffect, useState } from "preact/hooks";

/** Whether the element is too narrow for most reasons on one line, also after it got another width. */
export function useIsNarrow(element: RefObject<HTMLElement | null>): boolean {
  const [isNarrow, setNarrow] = useState(false);
  // Before the first paint, so that no row changes its height once it is seen.
  useLayoutEffect(() => {
    const { current } = element;
    if (!current) return;
    const update = () => setNarrow(current.offsetWidth > 0 && current.offsetWidth < maxWidth);
    update();
    const observer = new ResizeObserver(update);
    observer.observe(current);
    return () => observer.disconnect();
  }, [element]);
  return isNarrow;
}

/** In pixels. Below it, a row gives its reason two lines. */
const maxWidth = 320;
