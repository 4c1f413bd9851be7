// The settings that the browser keeps. The kept values come in, unchecked; signals and their form go out.

import type { Signal } from "@preact/signals";
import { stacks, translate } from "../../src/index.ts";
import { type MessageName, t } from "../i18n/messages.ts";
import { Checkbox } from "../layout/checkbox.tsx";
import { onEscape, useFocusFallback } from "../layout/focus.ts";
import type { Store } from "../store/store.ts";

/** The form of the settings; each change is saved at once. */
export function Settings({ store }: { readonly store: Store }) {
  const close = () => {
    store.showsSettings.value = false;
  };
  return (
    <main
      ref={useFocusFallback("[data-settings]")}
      class="settings"
      tabIndex={-1}
      aria-labelledby="settings-title"
      onKeyDown={onEscape(close)}
    >
      <h1 id="settings-title">{t("settings")}</h1>
      <Switch label={t("preserveLog")} hint={t("preserveLogHint")} setting={store.preserveLog} name="preserveLog" />
      <Switch label={t("settingRedact")} hint={t("settingRedactHint")} setting={store.redact} name="redact" />
      <label>
        {t("settingStack")}{" "}
        <select
          value={store.preferredStack.value}
          onChange={({ currentTarget }) => {
            store.preferredStack.value = currentTarget.value;
          }}
          data-setting="preferredStack"
        >
          <option value="">{t("settingStackAny")}</option>
          {stacks.map(({ id, name }) => (
            <option key={id} value={id}>
              {translate(name)}
            </option>
          ))}
        </select>
      </label>
      <p class="hint">{t("settingsKept")}</p>
      <Shortcuts />
      <p>
        <button type="button" class="primary" onClick={close}>
          {t("settingsDone")}
        </button>
      </p>
    </main>
  );
}

const shortcuts: readonly MessageName[] = ["keysFilter", "keysMove", "keysGroup", "keysFix", "keysCopy", "keysBack"];

/** The keys of a shortcut, as they are written on the keyboards of the user's language. */
function keysOf(name: MessageName): readonly string[] {
  const keys: Partial<Record<MessageName, readonly string[]>> = {
    keysFilter: ["/", t("keyFind")],
    keysMove: ["↑", "↓"],
    keysGroup: ["→", "←"],
    keysFix: [t("keyEnter")],
    keysCopy: ["C"],
    keysBack: [t("keyEscape")],
  };
  return keys[name] ?? [];
}

/** The keys that the panel listens to. */
function Shortcuts() {
  return (
    <section aria-labelledby="keys-title">
      <h2 id="keys-title">{t("keysTitle")}</h2>
      <dl class="keys" data-keys>
        {shortcuts.map((name) => (
          <div key={name}>
            <dt>
              {keysOf(name).map((key) => (
                <kbd key={key}>{key}</kbd>
              ))}
            </dt>
            <dd>{t(name)}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

interface SwitchProps {
  readonly label: string;
  readonly hint: string;
  readonly setting: Signal<boolean>;
  readonly name: string;
}

function Switch({ label, hint, setting, name }: SwitchProps) {
  return (
    <div>
      <Checkbox label={label} setting={setting} describedBy={`${name}-hint`} data={{ "data-setting": name }} />
      <p class="hint" id={`${name}-hint`}>
        {hint}
      </p>
    </div>
  );
}
