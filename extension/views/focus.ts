import type { RefObject } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";

/** Passes the focus on to the first element that the selector finds, where what has it goes away: else it would be lost. */
export function useHeir<T extends HTMLElement>(selector: string): RefObject<T | null> {
  const owner = useRef<T>(null);
  useLayoutEffect(
    () => () => {
      if (!owner.current?.contains(document.activeElement)) return;
      // What comes instead is not there yet.
      setTimeout(() => document.querySelector<HTMLElement>(selector)?.focus());
    },
    [selector],
  );
  return owner;
}
