import { type ReadonlySignal, signal } from "@preact/signals";
import { t } from "../i18n/messages.ts";
import type { PageObserver } from "./observe.ts";

/** Whether the page is observed, and the buttons that change that. */
export interface ObserveStore {
  readonly isObserving: ReadonlySignal<boolean>;
  /** Whether the page stays observed when it is reloaded. */
  readonly isKept: ReadonlySignal<boolean>;
  /** The origin whose pages can stay observed across reloads; null where there is none. */
  readonly observedOrigin: ReadonlySignal<string | null>;
  /** Reloads the page and observes it. */
  readonly startObserving: () => void;
  readonly stopObserving: () => void;
  /** Asks for the permission, then keeps the page observed across reloads. */
  readonly keepObserving: () => Promise<void>;
}

export function createObserveStore(
  observer: PageObserver,
  announce: (text: string) => void,
  askToObserve: (origin: string) => Promise<boolean>,
) {
  const isObserving = signal(observer.isOn());
  const isKept = signal(observer.isKept());
  const observedOrigin = signal(observer.origin());
  const close = observer.subscribe(() => {
    const isOn = observer.isOn();
    // A screen reader repeats a text only where another text was there in between.
    if (isObserving.value !== isOn) announce(isOn ? "" : t("exactEnded"));
    isObserving.value = isOn;
    isKept.value = observer.isKept();
    observedOrigin.value = observer.origin();
  });
  const store: ObserveStore = {
    isObserving,
    isKept,
    observedOrigin,
    startObserving: observer.start,
    stopObserving: observer.stop,
    async keepObserving() {
      const origin = observedOrigin.value;
      if (origin === null) return;
      const isGranted = await askToObserve(origin);
      if (!isGranted || !(await observer.keep())) announce(t("keepRefused"));
    },
  };
  return { store, close };
}
