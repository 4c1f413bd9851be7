import type { Store } from "../store.ts";
import { Detail } from "./detail.tsx";
import { Empty } from "./empty.tsx";
import { FileBar } from "./file-bar.tsx";
import { List } from "./list.tsx";
import { Settings } from "./settings.tsx";
import { Toolbar } from "./toolbar.tsx";
import { TrialBanner } from "./try-fix.tsx";

export function Panel({ store }: { readonly store: Store }) {
  return (
    <>
      <Toolbar store={store} />
      <TrialBanner model={store.trial} />
      <FileBar store={store} />
      {store.showsSettings.value ? <Settings store={store} /> : <Fetches store={store} />}
      <p class="unseen" aria-live="polite" data-said>
        {store.said.value}
      </p>
    </>
  );
}

function Fetches({ store }: { readonly store: Store }) {
  if (store.isReading.value) return <main class="empty" aria-busy="true" />;
  const selection = store.selection.value;
  if (!selection) return <Empty store={store} />;
  return (
    <div class="split">
      <List store={store} selected={selection.row.key} />
      <Detail key={selection.row.key} store={store} selection={selection} />
    </div>
  );
}
