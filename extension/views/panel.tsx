import type { Store } from "../store.ts";
import { Detail } from "./detail.tsx";
import { Empty } from "./empty.tsx";
import { List } from "./list.tsx";
import { Toolbar } from "./toolbar.tsx";

export function Panel({ store }: { readonly store: Store }) {
  const selection = store.selection.value;
  return (
    <>
      <Toolbar store={store} />
      {selection ? (
        <div class="split">
          <List store={store} selected={selection.row.key} />
          <Detail key={selection.row.key} store={store} selection={selection} />
        </div>
      ) : (
        <Empty store={store} />
      )}
    </>
  );
}
