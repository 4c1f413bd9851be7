import { t } from "../i18n/messages.ts";
import { useFocusFallback } from "../layout/focus.ts";
import { Text } from "../layout/text.tsx";
import type { Store } from "../store/store.ts";

/** Where a recording cannot tell: the way to learn what it does not hold. */
export function ObserveOffer({ store }: { readonly store: Store }) {
  return store.isObserving.value || store.file.value ? null : <Offer store={store} />;
}

function Offer({ store }: { readonly store: Store }) {
  return (
    <div ref={useFocusFallback(heirs)} class="exact-offer">
      <button type="button" onClick={store.startObserving} aria-describedby="exact-hint" data-exact>
        {t("exactStart")}
      </button>
      <p id="exact-hint">
        <Text>{t("exactHint")}</Text>
      </p>
    </div>
  );
}

/** With a file shown nothing is there to turn on. */
const heirs = "[data-exact-toggle], [data-file-close]";

/** Says that the page is watched closely, as long as it is. */
export function ObserveBanner({ store }: { readonly store: Store }) {
  return store.isObserving.value ? <Banner store={store} /> : null;
}

function Banner({ store }: { readonly store: Store }) {
  return (
    <section ref={useFocusFallback(heirs)} class="bar" aria-label={t("exactOn")} data-exact-on>
      <p aria-live="polite">
        <b>{t("exactOn")}</b> {t("exactOnHint")}
      </p>
      <button type="button" onClick={store.stopObserving} data-exact-stop>
        {t("turnOff")}
      </button>
    </section>
  );
}
