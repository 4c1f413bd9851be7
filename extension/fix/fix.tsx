// The fixes for the selected fetch. Fixes of the engine come in, by stack; code with its warnings goes out. This folder names no
// stack.

import { useSignal } from "@preact/signals";
import type { Fix } from "../../src/index.ts";
import { t } from "../i18n/messages.ts";
import { CopyButton } from "../layout/copy.tsx";
import { Text } from "../layout/text.tsx";
import type { Row } from "../list/rows.ts";
import { Retry } from "../retry/retry-view.tsx";
import type { Store } from "../store/store.ts";
import { TryFix } from "../try-fix/try-fix-view.tsx";
import { Code } from "./code.tsx";
import { nearChanges } from "./near-changes.ts";

interface FixesProps {
  readonly store: Store;
  readonly row: Row;
}

/** The fixes for the chosen stack, the first one above the bar that chooses the stack, and the others below. */
export function Fixes({ store, row }: FixesProps) {
  const [first, ...others] = store.chosenFixes.value;
  if (!first) return null;
  // The headline of a refused fetch says what the first fix does.
  const hasHeadline = row.outcome === "refused";
  return (
    <section class="fixes" aria-label={t("fix")} data-fixes>
      <div id="fix" role="tabpanel" aria-labelledby={`tab-${first.stack}`}>
        <OneFix key={keyOf(first)} fix={first} copy={store.actions.copy} isTitled={!hasHeadline} />
      </div>
      <div class="fix-bar">
        <Tabs store={store} />
        {row.outcome === "refused" && <ScopeChoice store={store} row={row} />}
        <TryFix store={store.trial} />
        <Retry store={store.retry} />
      </div>
      <Warnings of={first} />
      {others.map((fix) => (
        <div key={keyOf(fix)}>
          <OneFix fix={fix} copy={store.actions.copy} isTitled />
          <Warnings of={fix} />
        </div>
      ))}
    </section>
  );
}

function keyOf({ stack, title, code }: Fix): string {
  return [stack, title, code].join("\n");
}

/** The likeliest stacks and the chosen one as tabs, the other stacks in a list. */
function Tabs({ store }: { readonly store: Store }) {
  const stacks = store.stacks.value;
  const selected = store.stack.value;
  const shown = stacks.filter(({ stack }, index) => index < maxTabs || stack === selected);
  const others = stacks.filter((stack) => !shown.includes(stack));
  const isNamed = stacks[0]?.fixes[0]?.certainty !== null;
  const onKeyDown = (event: KeyboardEvent & { readonly currentTarget: HTMLElement }) => {
    const at = shown.findIndex(({ stack }) => stack === selected);
    const step = { ArrowRight: 1, ArrowLeft: -1, Home: -at, End: shown.length - 1 - at }[event.key];
    const next = step === undefined ? undefined : shown[(at + step + shown.length) % shown.length];
    if (!next) return;
    event.preventDefault();
    const tab = event.currentTarget.children[shown.indexOf(next)];
    store.chooseStack(next.stack);
    if (tab instanceof HTMLElement) tab.focus();
  };
  return (
    <div class="tabs">
      <div role="tablist" aria-label={t("server")} onKeyDown={onKeyDown}>
        {shown.map(({ stack, name }) => (
          <button
            key={stack}
            id={`tab-${stack}`}
            type="button"
            role="tab"
            aria-selected={stack === selected}
            aria-controls="fix"
            tabIndex={stack === selected ? 0 : -1}
            onClick={() => store.chooseStack(stack)}
            data-stack={stack}
          >
            {name}
          </button>
        ))}
      </div>
      {others.length > 0 && (
        <select
          aria-label={t("otherServers")}
          value=""
          onChange={({ currentTarget }) => store.chooseStack(currentTarget.value)}
          data-other-stacks
        >
          <option value="">{isNamed ? t("otherServersCount", others.length) : t("whichServer")}</option>
          {others.map(({ stack, name }) => (
            <option key={stack} value={stack}>
              {name}
            </option>
          ))}
        </select>
      )}
    </div>
  );
}

/** More tabs than these would take more space than the fix. */
const maxTabs = 3;

function ScopeChoice({ store, row }: FixesProps) {
  return (
    <fieldset class="scope">
      <legend class="unseen">{t("fixScope")}</legend>
      <label>
        <input
          type="radio"
          name="scope"
          checked={store.scope.value === "fetch"}
          onChange={() => {
            store.scope.value = "fetch";
          }}
        />
        {t("fixScopeFetch")}
      </label>
      <label title={row.server}>
        <input
          type="radio"
          name="scope"
          checked={store.scope.value === "server"}
          onChange={() => {
            store.scope.value = "server";
          }}
        />
        {t("fixScopeServer")}
      </label>
    </fieldset>
  );
}

interface OneFixProps {
  readonly fix: Fix;
  readonly copy: (text: string) => boolean;
  readonly isTitled: boolean;
}

function OneFix({ fix, copy, isTitled }: OneFixProps) {
  const isWhole = useSignal(false);
  const lines = nearChanges(fix);
  return (
    <article class="fix">
      {isTitled && (
        <h2>
          <Text>{fix.title}</Text> {fix.certainty === "possible" && <span class="tag">{t("likely")}</span>}
        </h2>
      )}
      <div class="code">
        <div class="code-head">
          {lines !== null && (
            <button
              type="button"
              class="link"
              aria-expanded={isWhole.value}
              onClick={() => {
                isWhole.value = !isWhole.value;
              }}
              data-whole
            >
              {t(isWhole.value ? "showChanges" : "showWhole")}
            </button>
          )}
          <CopyButton class="primary" copy={copy} text={() => fix.code}>
            {t("copy")}
          </CopyButton>
          {fix.typescript !== undefined && (
            <CopyButton copy={copy} text={() => fix.typescript ?? ""}>
              {t("copyTypeScript")}
            </CopyButton>
          )}
        </div>
        <Code {...fix} shown={isWhole.value ? null : lines} />
      </div>
    </article>
  );
}

function Warnings({ of: { warnings } }: { readonly of: Fix }) {
  if (warnings.length === 0) return null;
  return (
    <ul class="warnings">
      {warnings.map((warning) => (
        <li key={warning}>
          <Text>{warning}</Text>
        </li>
      ))}
    </ul>
  );
}
