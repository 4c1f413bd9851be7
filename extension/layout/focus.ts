import type { RefObject } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";

/**
 * A ref for an element that may be removed or disabled while it has the focus. The focus then goes to the first enabled
 * element that matches the selector, and would be lost otherwise.
 */
export function useFocusFallback<T extends HTMLElement>(selector: string, disabled = false): RefObject<T | null> {
  const element = useRef<T>(null);
  useLayoutEffect(
    () => () => {
      if (!element.current?.contains(document.activeElement)) return;
      // The elements that replace this one are not drawn yet.
      setTimeout(() => {
        if (isFocusLost()) firstEnabled(selector)?.focus();
      });
    },
    [selector, disabled],
  );
  return element;
}

/** A key handler that calls `leave` for Escape, and hides that key from DevTools, which would open its console drawer. */
export function onEscape(leave: () => void): (event: KeyboardEvent) => void {
  return (event) => {
    if (event.key !== "Escape") return;
    event.preventDefault();
    event.stopPropagation();
    leave();
  };
}

/** Whether nothing usable has the focus. A disabled element may keep the focus for a moment. */
function isFocusLost(): boolean {
  return document.activeElement?.matches("body, :disabled") ?? true;
}

function firstEnabled(selector: string): HTMLElement | undefined {
  return [...document.querySelectorAll<HTMLElement>(selector)].find((element) => !element.matches(":disabled"));
}
