import type { RefObject } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";

/**
 * Passes the focus on to the first enabled element that the selector finds, where what has it goes away or is disabled:
 * else it would be lost.
 */
export function useFocusFallback<T extends HTMLElement>(selector: string, disabled = false): RefObject<T | null> {
  const owner = useRef<T>(null);
  useLayoutEffect(
    () => () => {
      if (!owner.current?.contains(document.activeElement)) return;
      // What comes instead is not there yet.
      setTimeout(() => {
        if (isFocusLost()) enabledOf(selector)?.focus();
      });
    },
    [selector, disabled],
  );
  return owner;
}

/** Leaves by Escape, of which DevTools does not hear: it would open its console drawer. */
export function onEscape(leave: () => void): (event: KeyboardEvent) => void {
  return (event) => {
    if (event.key !== "Escape") return;
    event.preventDefault();
    event.stopPropagation();
    leave();
  };
}

/** What was disabled may have the focus a moment longer. */
function isFocusLost(): boolean {
  return document.activeElement?.matches("body, :disabled") ?? true;
}

function enabledOf(selector: string): HTMLElement | undefined {
  return [...document.querySelectorAll<HTMLElement>(selector)].find((element) => !element.matches(":disabled"));
}
