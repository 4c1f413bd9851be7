// The frame of the page: toolbar, bars, list beside detail, and small components that several views use. A store comes in; the
// page goes out. The layout decides nothing about fetches.

import type { ReadonlySignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import type { DetailChunk } from "../detail/detail-loader.ts";
import { plural } from "../i18n/messages.ts";
import { Empty } from "../list/empty.tsx";
import { List } from "../list/list.tsx";
import type { Store } from "../store/store.ts";
import { followShortcuts } from "./shortcuts.ts";
import { Toolbar } from "./toolbar.tsx";
import { drawVisibleText } from "./visible-text.ts";

drawVisibleText();

interface PanelProps {
  readonly store: Store;
  /** Null until the chunk is loaded; then the panel shows the detail too. */
  readonly detailChunk: ReadonlySignal<DetailChunk | null>;
}

export function Panel({ store, detailChunk }: PanelProps) {
  useEffect(() => followShortcuts(store), [store]);
  const { FileBar, ObserveBanner, TrialBanner } = detailChunk.value ?? {};
  return (
    <>
      <Toolbar store={store} />
      {TrialBanner && <TrialBanner store={store.trial} />}
      {ObserveBanner && <ObserveBanner store={store} />}
      {FileBar && !store.isReport && <FileBar store={store} />}
      <Removed store={store} />
      {store.showsSettings.value ? (
        <Settings store={store} detailChunk={detailChunk} />
      ) : (
        <Fetches store={store} detailChunk={detailChunk} />
      )}
      <p class="unseen" aria-live="polite" data-announcement>
        {store.announcement.value}
      </p>
    </>
  );
}

/** Says that the recording is no longer complete, because it was too long. */
function Removed({ store }: { readonly store: Store }) {
  const count = store.removed.value;
  if (count === 0) return null;
  return (
    <p class="bar quiet" data-removed>
      {plural("removed", count)}
    </p>
  );
}

function Fetches({ store, detailChunk }: PanelProps) {
  if (store.isLoading.value) return <Loading class="empty" />;
  const Detail = detailChunk.value?.Detail;
  const selection = store.selection.value;
  if (!selection) return <Empty store={store} />;
  const { width, height } = store.split.value;
  return (
    <div class="split" style={{ "--list-width": `${width}%`, "--list-height": `${height}%` }}>
      <List store={store} selected={selection.row.key} />
      {Detail ? <Detail key={selection.row.key} store={store} selection={selection} /> : <Loading class="detail" />}
    </div>
  );
}

function Settings({ store, detailChunk }: PanelProps) {
  const { Settings: Loaded } = detailChunk.value ?? {};
  return Loaded ? <Loaded store={store} /> : <Loading class="settings" />;
}

function Loading(props: { readonly class: string }) {
  return <main {...props} aria-busy="true" />;
}
