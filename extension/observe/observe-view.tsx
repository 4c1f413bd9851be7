import { t } from "../i18n/messages.ts";
import { useFocusFallback } from "../layout/focus.ts";
import { Text } from "../layout/text.tsx";
import type { Store } from "../store/store.ts";

/** Offers to observe the page, where a recording cannot show what is missing. */
export function ObserveOffer({ store }: { readonly store: Store }) {
  return store.isObserving.value || store.file.value ? null : <Offer store={store} />;
}

function Offer({ store }: { readonly store: Store }) {
  return (
    <div ref={useFocusFallback(focusFallback)} class="observe-offer">
      <button type="button" onClick={store.startObserving} aria-describedby="observe-hint" data-observe>
        {t("exactStart")}
      </button>
      <p id="observe-hint">
        <Text>{t("exactHint")}</Text>
      </p>
    </div>
  );
}

/** While a file is shown the toggle is disabled. */
const focusFallback = "[data-observe-toggle], [data-file-close]";

/** Shows that the page is observed, as long as it is. */
export function ObserveBanner({ store }: { readonly store: Store }) {
  return store.isObserving.value ? <Banner store={store} /> : null;
}

function Banner({ store }: { readonly store: Store }) {
  return (
    <section ref={useFocusFallback(focusFallback)} class="bar" aria-label={t("exactOn")} data-observe-on>
      <p aria-live="polite">
        <b>{t("exactOn")}</b> {t("exactOnHint")}
      </p>
      <button type="button" onClick={store.stopObserving} data-observe-stop>
        {t("turnOff")}
      </button>
    </section>
  );
}
