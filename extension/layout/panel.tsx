import { detailChunk } from "../detail/load-detail-chunk.ts";
import { FileBar } from "../file/file-bar.tsx";
import { Empty } from "../list/empty.tsx";
import { List } from "../list/list.tsx";
import { ObserveBanner } from "../observe/observe-view.tsx";
import type { Store } from "../store/store.ts";
import { TrialBanner } from "../try-fix/try-fix-view.tsx";
import { Toolbar } from "./toolbar.tsx";

export function Panel({ store }: { readonly store: Store }) {
  return (
    <>
      <Toolbar store={store} />
      <TrialBanner model={store.trial} />
      <ObserveBanner store={store} />
      {!store.isReport && <FileBar store={store} />}
      {store.showsSettings.value ? <Settings store={store} /> : <Fetches store={store} />}
      <p class="unseen" aria-live="polite" data-said>
        {store.said.value}
      </p>
    </>
  );
}

function Fetches({ store }: { readonly store: Store }) {
  if (store.isReading.value) return <Loading class="empty" />;
  const Detail = detailChunk.value?.Detail;
  const selection = store.selection.value;
  if (!selection) return <Empty store={store} />;
  return (
    <div class="split">
      <List store={store} selected={selection.row.key} />
      {Detail ? <Detail key={selection.row.key} store={store} selection={selection} /> : <Loading class="detail" />}
    </div>
  );
}

function Settings({ store }: { readonly store: Store }) {
  const { Settings: Loaded } = detailChunk.value ?? {};
  return Loaded ? <Loaded store={store} /> : <Loading class="settings" />;
}

function Loading(props: { readonly class: string }) {
  return <main {...props} aria-busy="true" />;
}
