// The fixes for the selected fetch. Fixes of the engine come in, by stack; code with its warnings goes out. This room names no
// stack.

import type { Fix } from "../../src/index.ts";
import { WhyNot } from "../detail/why-not.tsx";
import { t } from "../i18n/messages.ts";
import { CopyButton } from "../layout/copy.tsx";
import { Text } from "../layout/text.tsx";
import type { Row } from "../list/rows.ts";
import type { Store } from "../store/store.ts";
import { TryFix } from "../try-fix/try-fix-view.tsx";
import { Code } from "./code.tsx";

interface FixesProps {
  readonly store: Store;
  readonly row: Row;
}

/** The fixes for each stack, as tabs; the stack that the server runs comes first. */
export function Fixes({ store, row }: FixesProps) {
  const stacks = store.stacks.value;
  const current = stacks.find(({ stack }) => stack === store.stack.value);
  if (!current) return null;
  return (
    <section class="fixes" aria-labelledby="fix-title">
      <div class="fix-title">
        <h2 id="fix-title">{t("fix")}</h2>
        {store.serverRows.value > 1 && <ScopeChoice store={store} row={row} />}
      </div>
      <TryFix store={store.trial} />
      <Tabs store={store} />
      <div id="fix" role="tabpanel" aria-labelledby={`tab-${current.stack}`}>
        {current.fixes.map((fix, index) => (
          <OneFix key={`${fix.stack} ${index}`} fix={fix} copy={store.actions.copy} />
        ))}
      </div>
      <WhyNot diagnosis={row.diagnosis} />
    </section>
  );
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
}

function OneFix({ fix, copy }: OneFixProps) {
  return (
    <article class="fix">
      <div class="fix-head">
        <h3>
          <Text>{fix.title}</Text>
        </h3>
        {fix.certainty === "possible" && <span class="tag">{t("possible")}</span>}
        <CopyButton class="primary" copy={copy} text={() => fix.code}>
          {t("copy")}
        </CopyButton>
        {fix.typescript !== undefined && (
          <CopyButton copy={copy} text={() => fix.typescript ?? ""}>
            {t("copyTypeScript")}
          </CopyButton>
        )}
      </div>
      <Code {...fix} />
      {fix.warnings.length > 0 && (
        <ul class="warnings">
          {fix.warnings.map((warning) => (
            <li key={warning}>
              <Text>{warning}</Text>
            </li>
          ))}
        </ul>
      )}
    </article>
  );
}
