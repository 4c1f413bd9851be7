import { t } from "../i18n/messages.ts";
import { useFocusFallback } from "../layout/focus.ts";
import type { Store } from "../store/store.ts";
import { focusFallback } from "./observe-view.tsx";

/** Shows that the page is observed, as long as it is. */
export function ObserveBanner({ store }: { readonly store: Store }) {
  return store.isObserving.value ? <Banner store={store} /> : null;
}

function Banner({ store }: { readonly store: Store }) {
  const { isKept, observedOrigin } = store;
  return (
    <section ref={useFocusFallback(focusFallback)} class="bar" aria-label={t("exactOn")} data-observe-on>
      <p aria-live="polite">
        <b>{t("exactOn")}</b> {isKept.value ? t("keptHint", observedOrigin.value ?? "") : t("exactOnHint")}
      </p>
      {!isKept.value && observedOrigin.value !== null && (
        <button
          type="button"
          title={t("keepHint", observedOrigin.value)}
          onClick={store.keepObserving}
          data-observe-keep
        >
          {t("keep")}
        </button>
      )}
      <button type="button" onClick={store.stopObserving} data-observe-stop>
        {t("turnOff")}
      </button>
    </section>
  );
}
