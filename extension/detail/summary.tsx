import type { ComponentChildren } from "preact";
import {
  answeredByText,
  type Diagnosis,
  errorStatusText,
  type Finding,
  observedCallOf,
  type RecognizedReason,
} from "../../src/index.ts";
import { formatTime, t } from "../i18n/messages.ts";
import { Outcome } from "../layout/outcome.tsx";
import { Text } from "../layout/text.tsx";
import { ObserveOffer } from "../observe/observe-view.tsx";
import type { Store } from "../store/store.ts";
import type { Selection } from "./selection-store.ts";

/** The cause as a headline, the browser's verdict under it, and how certain that is. */
export function Summary({ store, selection }: { readonly store: Store; readonly selection: Selection }) {
  const { row } = selection;
  const { verdict, reasons, lookAlike, cannotTell, outcome } = row.diagnosis;
  const [reason] = reasons;
  const errorStatus = errorStatusText(row.diagnosis);
  const answeredBy = answeredByText(row.diagnosis);
  return (
    <header class="summary">
      <p class="request" title={row.url}>
        <Outcome outcome={outcome} /> <b>{row.method}</b> <span class="url">{row.url}</span>
      </p>
      {row.fixedAt !== null && (
        <p class="mended" data-mended>
          <Outcome outcome="fixed" /> {t("fixedExplain", formatTime(row.fixedAt))}
        </p>
      )}
      {selection.isOverridden && (
        <p class="note" data-overridden>
          {t("headersOverridden")}
        </p>
      )}
      <h1 id="headline">
        <Text>{row.title}</Text>
      </h1>
      {reason && (
        <p>
          <Text>{reason.explain}</Text> {reason.evidence !== "" && <Text>{t("seen", sentence(reason.evidence))}</Text>}
          {reason.certainty === "possible" && ` ${t("likely")}`}
        </p>
      )}
      {verdict && <Verdict verdict={verdict} reason={reason} />}
      {errorStatus !== "" && (
        <p data-error-status>
          <Text>{errorStatus}</Text>
        </p>
      )}
      {answeredBy !== "" && (
        <p data-answered-by>
          <Text>{answeredBy}</Text>
        </p>
      )}
      {verdict?.certainty === "possible" && <Doubt selection={selection} />}
      {lookAlike && (
        <p>
          <Text>{lookAlike.explain}</Text> {lookAlike.certainty === "possible" && t("likely")}
        </p>
      )}
      {cannotTell && <CannotTell todo={cannotTell.todo} selection={selection} />}
      {wouldObservingHelp(selection) && <ObserveOffer store={store} />}
    </header>
  );
}

/** Whether the diagnosis is uncertain, and observing the page's call would make it certain. */
function wouldObservingHelp({ row: { diagnosis } }: Selection): boolean {
  const { fetch, verdict, lookAlike, cannotTell } = diagnosis;
  if (fetch.context !== "page" || observedCallOf(fetch.hops)) return false;
  return verdict?.certainty === "possible" || lookAlike?.certainty === "possible" || cannotTell !== null;
}

interface VerdictProps {
  readonly verdict: Finding;
  /** The reason that is shown above the verdict. */
  readonly reason: RecognizedReason | undefined;
}

function Verdict({ verdict, reason }: VerdictProps) {
  const { chrome, firefox } = verdict.reportedAs;
  return (
    <>
      <p>
        {reason && <Text>{t("stopsHere", verdict.title)}</Text>}{" "}
        {reason?.explain !== verdict.explain && <Text>{verdict.explain}</Text>}
      </p>
      <p class="names">
        {chrome && <Name browser="Chrome">{chrome}</Name>}
        {firefox && <Name browser="Firefox">{firefox}</Name>}
        <a href={verdict.spec} target="_blank" rel="noreferrer">
          {t("specification")}
        </a>
      </p>
    </>
  );
}

interface NameProps {
  readonly browser: string;
  readonly children: string;
}

function Name({ browser, children }: NameProps) {
  return (
    <span>
      {browser}: <code>{children}</code>
    </span>
  );
}

function Doubt({ selection }: { readonly selection: Selection }) {
  return (
    <Aside title={t("doubtTitle")}>
      <p>{whyInDoubt(selection)}</p>
      <Alternatives selection={selection} />
    </Aside>
  );
}

function whyInDoubt({ diff, row }: Selection): string {
  const dependsOnCredentials = row.diagnosis.credentials === "unknown" && diff.some(({ state }) => state === "open");
  return dependsOnCredentials ? t("doubtCredentials") : t("doubtRecording");
}

interface CannotTellProps {
  readonly todo: NonNullable<Diagnosis["cannotTell"]>["todo"];
  readonly selection: Selection;
}

function CannotTell({ todo, selection }: CannotTellProps) {
  return (
    <Aside title={t("findOutTitle")}>
      <p>
        <Text>{sentence(todo)}</Text>
      </p>
      <Alternatives selection={selection} />
    </Aside>
  );
}

function Alternatives({ selection: { alternatives, row } }: { readonly selection: Selection }) {
  if (alternatives.length === 0) return null;
  return (
    <details open={alternatives.length < 4}>
      <summary>{t(row.outcome === "unknown" ? "mayBe" : "mayBeInstead")}</summary>
      <ul>
        {alternatives.map(({ name, title }) => (
          <li key={name}>
            <Text>{title}</Text> <code class="name">{name}</code>
          </li>
        ))}
      </ul>
    </details>
  );
}

interface AsideProps {
  readonly title: string;
  readonly children: ComponentChildren;
}

function Aside({ title, children }: AsideProps) {
  return (
    <section class="aside" aria-label={title}>
      <h2>{title}</h2>
      {children}
    </section>
  );
}

/** The text with a capital first letter and a full stop. */
function sentence(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}${/[.!?]$/.test(text) ? "" : "."}`;
}
