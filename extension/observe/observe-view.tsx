import { t } from "../i18n/messages.ts";
import { useFocusFallback } from "../layout/focus.ts";
import { Text } from "../layout/text.tsx";
import type { Store } from "../store/store.ts";

/** Offers to observe the page, where a recording cannot show what is missing. */
export function ObserveOffer({ store }: { readonly store: Store }) {
  return store.isObserving.value || store.file.value ? null : <Offer store={store} />;
}

/** Explains itself until it was used once; then the button alone is left, with the explanation as its description. */
function Offer({ store }: { readonly store: Store }) {
  const isKnown = store.understood.value.includes(offerName);
  const start = () => {
    if (!isKnown) store.understand(offerName);
    store.startObserving();
  };
  return (
    <div ref={useFocusFallback(focusFallback)} class="observe-offer">
      <button
        type="button"
        title={isKnown ? t("exactHint").replaceAll("`", "") : undefined}
        onClick={start}
        aria-describedby="observe-hint"
        data-observe
      >
        {t("exactStart")}
      </button>
      <p id="observe-hint" class={isKnown ? "unseen" : undefined}>
        <Text>{t("exactHint")}</Text>
      </p>
    </div>
  );
}

const offerName = "watch-closely";

/** While a file is shown the toggle is disabled. */
export const focusFallback = "[data-observe-toggle], [data-file-close]";
