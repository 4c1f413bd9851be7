// The detail shows everything about one selected fetch. A row comes in; views of its diagnosis go out. It only shows what the
// engine found, and is loaded after the list.

import { Fixes } from "../fix/fix.tsx";
import { onEscape } from "../layout/focus.ts";
import { Retry } from "../retry/retry-view.tsx";
import type { Store } from "../store/store.ts";
import { Checks } from "./checks.tsx";
import { Console } from "./console.tsx";
import { Diff } from "./diff.tsx";
import { Exchanges } from "./exchanges.tsx";
import { Hint } from "./hint.tsx";
import { Findings, Notes, OtherReasons, Preflighted } from "./more.tsx";
import type { Selection } from "./selection-store.ts";
import { Summary } from "./summary.tsx";
import { Tools } from "./tools.tsx";

interface DetailProps {
  readonly store: Store;
  readonly selection: Selection;
}

/** One fetch: what is wrong, the evidence, and what to change. */
export function Detail({ store, selection }: DetailProps) {
  const { diagnosis } = selection.row;
  return (
    <main class="detail" data-detail tabIndex={-1} aria-labelledby="headline" onKeyDown={backToList}>
      <div class="sheet">
        <div class="evidence">
          <Summary store={store} selection={selection} />
          <Tools store={store} diagnosis={diagnosis} />
          <Retry store={store.retry} />
          <Hint store={store} diagnosis={diagnosis} />
          <Exchanges diagnosis={diagnosis} />
          <Diff rows={selection.diff} />
          <Findings diagnosis={diagnosis} />
        </div>
        <Fixes store={store} row={selection.row} />
        <div class="more">
          {!selection.isOverridden && <Checks diagnosis={diagnosis} />}
          <OtherReasons reasons={diagnosis.reasons.slice(1)} />
          <Preflighted why={diagnosis.preflightReason} />
          <Notes notes={selection.row.notes} />
          <Console store={store} diagnosis={diagnosis} />
        </div>
      </div>
    </main>
  );
}

const backToList = onEscape(() => document.querySelector<HTMLElement>("[role=listbox]")?.focus());
