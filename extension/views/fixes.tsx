import { useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import type { Fix } from "../../src/index.ts";
import type { Row, Store } from "../store.ts";
import { Text } from "./text.tsx";

interface FixesProps {
  readonly store: Store;
  readonly row: Row;
}

/** The fix for each stack, as tabs, the server's own first. */
export function Fixes({ store, row }: FixesProps) {
  const stacks = store.stacks.value;
  const current = stacks.find(({ stack }) => stack === store.stack.value);
  if (!current) return null;
  return (
    <section class="fixes" aria-labelledby="fix-title">
      <h2 id="fix-title">Fix</h2>
      {store.serverRows.value > 1 && <ScopeChoice store={store} row={row} />}
      <Tabs store={store} />
      <div id="fix" role="tabpanel" aria-labelledby={`tab-${current.stack}`}>
        {current.fixes.map((fix, index) => (
          <OneFix key={`${fix.stack} ${index}`} fix={fix} copy={store.actions.copy} />
        ))}
      </div>
    </section>
  );
}

function Tabs({ store }: { readonly store: Store }) {
  const stacks = store.stacks.value;
  const selected = store.stack.value;
  const tabs = useRef<HTMLDivElement>(null);
  useEffect(() => {
    tabs.current?.querySelector("[aria-selected=true]")?.scrollIntoView({ block: "nearest" });
  }, [selected]);
  const onKeyDown = (event: KeyboardEvent & { readonly currentTarget: HTMLElement }) => {
    const at = stacks.findIndex(({ stack }) => stack === selected);
    const step = { ArrowRight: 1, ArrowLeft: -1, Home: -at, End: stacks.length - 1 - at }[event.key];
    const next = step === undefined ? undefined : stacks[(at + step + stacks.length) % stacks.length];
    if (!next) return;
    event.preventDefault();
    store.chooseStack(next.stack);
    const tab = event.currentTarget.children[stacks.indexOf(next)];
    if (tab instanceof HTMLElement) tab.focus();
  };
  return (
    <div ref={tabs} role="tablist" aria-label="Server" class="tabs" onKeyDown={onKeyDown}>
      {stacks.map(({ stack, name }) => (
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
  );
}

function ScopeChoice({ store, row }: FixesProps) {
  return (
    <fieldset class="scope">
      <legend class="unseen">What the fix is for</legend>
      <label>
        <input
          type="radio"
          name="scope"
          checked={store.scope.value === "fetch"}
          onChange={() => {
            store.scope.value = "fetch";
          }}
        />
        This fetch
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
        Every refused fetch of this server
      </label>
    </fieldset>
  );
}

interface OneFixProps {
  readonly fix: Fix;
  readonly copy: (text: string) => boolean;
}

function OneFix({ fix, copy }: OneFixProps) {
  const said = useSignal("");
  const onCopy = () => {
    said.value = copy(fix.code) ? "Copied" : "The browser refused to copy: select the text instead";
    setTimeout(() => {
      said.value = "";
    }, 2000);
  };
  return (
    <article class="fix">
      <div class="fix-head">
        <h3>
          <Text>{fix.title}</Text>
        </h3>
        <span role="status">{said}</span>
        <button type="button" class="primary" onClick={onCopy} data-copy>
          Copy
        </button>
      </div>
      <Code fix={fix} />
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

function Code({ fix: { code, changed, language } }: { readonly fix: Fix }) {
  const lines = code.split("\n");
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <pre tabIndex={0} data-language={language}>
      <code data-fix-code>
        {lines.map((line, index) => {
          const text = index < lines.length - 1 ? `${line}\n` : line;
          return changed.includes(index) ? <ins key={index}>{text}</ins> : <span key={index}>{text}</span>;
        })}
      </code>
    </pre>
  );
}
