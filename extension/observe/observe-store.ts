import { type ReadonlySignal, signal } from "@preact/signals";
import { t } from "../i18n/messages.ts";
import type { PageObserver } from "./observe.ts";

/** Whether the page is observed, and the buttons that change that. */
export interface ObserveStore {
  readonly isObserving: ReadonlySignal<boolean>;
  /** Reloads the page and observes it. */
  readonly startObserving: () => void;
  readonly stopObserving: () => void;
}

export function createObserveStore(observer: PageObserver, announce: (text: string) => void) {
  const isObserving = signal(observer.isOn());
  const close = observer.subscribe(() => {
    const isOn = observer.isOn();
    // A screen reader repeats a text only where another text was there in between.
    if (isObserving.value !== isOn) announce(isOn ? "" : t("exactEnded"));
    isObserving.value = isOn;
  });
  const store: ObserveStore = { isObserving, startObserving: observer.start, stopObserving: observer.stop };
  return { store, close };
}
