// The detail shows everything about one selected fetch. A row comes in; views of its diagnosis go out. It only shows what the
// engine found, and is loaded after the list.

import { Fixes } from "../fix/fix.tsx";
import { onEscape } from "../layout/focus.ts";
import type { Store } from "../store/store.ts";
import { Answer } from "./answer.tsx";
import { Checks } from "./checks.tsx";
import { Console } from "./console.tsx";
import { Diff } from "./diff.tsx";
import { diffOfSelection } from "./evidence.ts";
import { Exchanges } from "./exchanges.tsx";
import { Findings, Notes, OtherReasons, Preflighted } from "./more.tsx";
import type { Selection } from "./selection-store.ts";
import { Tools } from "./tools.tsx";
import { Why } from "./why.tsx";
import { WhyNot } from "./why-not.tsx";

interface DetailProps {
  readonly store: Store;
  readonly selection: Selection;
}

/** One fetch: what to do, the change, and below them why and what shows it. */
export function Detail({ store, selection }: DetailProps) {
  const { diagnosis, notes } = selection.row;
  return (
    <main class="detail" data-detail tabIndex={-1} aria-labelledby="headline" onKeyDown={backToList}>
      <div class="sheet">
        <Answer store={store} selection={selection} />
        <Fixes store={store} row={selection.row} />
        <div class="more">
          <Why store={store} selection={selection} />
          <Notes notes={notes} />
          <Diff rows={diffOfSelection(selection)} />
          <Findings diagnosis={diagnosis} />
          <Exchanges diagnosis={diagnosis} />
          {!selection.isOverridden && <Checks diagnosis={diagnosis} />}
          <Console store={store} diagnosis={diagnosis} />
          <Tools store={store} diagnosis={diagnosis} />
          <OtherReasons reasons={diagnosis.reasons.slice(1)} />
          <Preflighted why={diagnosis.preflightReason} />
          <WhyNot diagnosis={diagnosis} />
        </div>
      </div>
    </main>
  );
}

const backToList = onEscape(() => document.querySelector<HTMLElement>("[role=listbox]")?.focus());
