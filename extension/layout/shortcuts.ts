import type { Store } from "../store/store.ts";

/** Listens to the keys that work anywhere on the page, until the returned function is called. */
export function followShortcuts(store: Store): () => void {
  const onKeyDown = (event: KeyboardEvent) => {
    const target = targetOf(event, store);
    if (!target) return;
    event.preventDefault();
    // DevTools would open its own find bar.
    event.stopPropagation();
    if (event.key === "c") target.click();
    else target.focus();
  };
  document.addEventListener("keydown", onKeyDown);
  return () => document.removeEventListener("keydown", onKeyDown);
}

/** The element that the key is for, or null. */
function targetOf(event: KeyboardEvent, { isReport, showsSettings }: Store): HTMLElement | null {
  const hasModifier = event.ctrlKey || event.metaKey || event.altKey;
  const isCharacter = !hasModifier && !isField(event.target);
  // A report is a page of the browser, whose own search finds more.
  const finds = !isReport && (event.ctrlKey || event.metaKey) && !event.altKey && event.key === "f";
  if (finds || (isCharacter && event.key === "/")) return document.querySelector("[data-query]");
  if (isCharacter && event.key === "c" && !showsSettings.value) return document.querySelector(copyFix);
  return null;
}

/** The button that copies the shown fix. */
export const copyFix = "[data-detail] .fix .primary[data-copy]";

/** Whether the keys belong to the element, because the user writes or chooses in it. */
function isField(target: EventTarget | null): boolean {
  return target instanceof Element && target.matches("input:not([type=checkbox], [type=radio]), textarea, select");
}
