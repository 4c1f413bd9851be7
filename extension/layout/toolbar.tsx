import { OpenFile } from "../file/open-file.tsx";
import { t } from "../i18n/messages.ts";
import { FilterChoice, GroupingChoice, Query, SortChoice } from "../list/list-controls.tsx";
import type { Store } from "../store/store.ts";
import { Checkbox } from "./checkbox.tsx";
import { onEscape } from "./focus.ts";
import { IconButton } from "./icon-button.tsx";

export function Toolbar({ store }: { readonly store: Store }) {
  return (
    <header class="toolbar">
      {!store.isReport && <IconButton label={t("clear")} icon="clear" onClick={store.clear} name="clear" />}
      <FilterChoice store={store} />
      <Query store={store} />
      {!store.isReport && <PreserveLog store={store} />}
      <GroupingChoice store={store} />
      <SortChoice store={store} />
      {!store.isReport && <Icons store={store} />}
    </header>
  );
}

function PreserveLog({ store }: { readonly store: Store }) {
  return (
    <Checkbox
      label={t("preserveLog")}
      title={t("preserveLogHint")}
      setting={store.preserveLog}
      data={{ "data-preserve": true }}
    />
  );
}

function Icons({ store }: { readonly store: Store }) {
  const { showsSettings } = store;
  const leaveSettings = () => {
    showsSettings.value = false;
  };
  return (
    <span class="icons">
      <IconButton
        label={t("exactStart")}
        icon="observe"
        pressed={store.isObserving.value}
        disabled={store.file.value !== null && !store.isObserving.value}
        onClick={store.isObserving.value ? store.stopObserving : store.startObserving}
        name="observe-toggle"
      />
      <OpenFile openFile={store.openFile} />
      <IconButton label={t("saveFile")} icon="save" onClick={store.saveFile} name="save" />
      <IconButton
        label={t("settings")}
        icon="settings"
        pressed={showsSettings.value}
        onClick={() => {
          showsSettings.value = !showsSettings.value;
        }}
        onKeyDown={showsSettings.value ? onEscape(leaveSettings) : undefined}
        name="settings"
      />
    </span>
  );
}
