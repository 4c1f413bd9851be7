import {
  answeredByText,
  type Diagnosis,
  errorStatusText,
  observedCallOf,
  type RecognizedReason,
} from "../../src/index.ts";
import { t } from "../i18n/messages.ts";
import { Text } from "../layout/text.tsx";
import { ObserveOffer } from "../observe/observe-view.tsx";
import { Retry } from "../retry/retry-view.tsx";
import type { Store } from "../store/store.ts";
import { alternativesOf, diffOfSelection } from "./evidence.ts";
import { Hint } from "./hint.tsx";
import type { Selection } from "./selection-store.ts";

interface WhyProps {
  readonly store: Store;
  readonly selection: Selection;
}

/** Who answered, why the request ended so, how certain that is, and how to find out more. */
export function Why({ store, selection }: WhyProps) {
  const { diagnosis } = selection.row;
  const { verdict, reasons, lookAlike, cannotTell } = diagnosis;
  const [reason] = reasons;
  const [fix] = store.chosenFixes.value;
  const paragraphs = [
    answeredByText(diagnosis),
    reason ? withEvidence(reason) : (verdict?.explain ?? lookAlike?.explain ?? ""),
    errorStatusText(diagnosis),
  ];
  return (
    <div class="why-so" data-why>
      {paragraphs.map(
        (text) =>
          text !== "" &&
          // A change without code repeats the explanation above.
          text !== fix?.code && (
            <p key={text}>
              <Text>{text}</Text>
            </p>
          ),
      )}
      {verdict && (
        <p data-cause>
          {/* The headline says what the reason is, which need not name the check that failed. */}
          {reason && <Text>{`${verdict.title}.`}</Text>}{" "}
          {!store.isReport && (
            <a href={`/causes.html#${verdict.cause}`} target="_blank" rel="noreferrer" data-more>
              {t("moreAboutCause")}
            </a>
          )}
        </p>
      )}
      {verdict?.certainty === "possible" && <Doubt selection={selection} />}
      {cannotTell && <CannotTell todo={cannotTell.todo} selection={selection} />}
      {wouldObservingHelp(selection) && <ObserveOffer store={store} />}
      {!fix && <Retry store={store.retry} />}
      <Hint store={store} diagnosis={diagnosis} />
    </div>
  );
}

function withEvidence({ explain, evidence }: RecognizedReason): string {
  return evidence === "" ? explain : `${explain} ${t("seen", sentence(evidence))}`;
}

/** Whether the diagnosis is uncertain, and observing the page's call would make it certain. */
function wouldObservingHelp({ row: { diagnosis } }: Selection): boolean {
  const { fetch, verdict, lookAlike, cannotTell } = diagnosis;
  if (fetch.context !== "page" || observedCallOf(fetch.hops)) return false;
  return verdict?.certainty === "possible" || lookAlike?.certainty === "possible" || cannotTell !== null;
}

function Doubt({ selection }: { readonly selection: Selection }) {
  return (
    <details class="aside" data-doubt>
      <summary>{t("doubtTitle")}</summary>
      <p>
        <Text>{whyInDoubt(selection)}</Text>
      </p>
      <Alternatives selection={selection} />
    </details>
  );
}

function whyInDoubt(selection: Selection): string {
  const isOpen = diffOfSelection(selection).some(({ state }) => state === "open");
  const dependsOnCredentials = selection.row.diagnosis.credentials === "unknown" && isOpen;
  return dependsOnCredentials ? t("doubtCredentials") : t("doubtRecording");
}

interface CannotTellProps {
  readonly todo: NonNullable<Diagnosis["cannotTell"]>["todo"];
  readonly selection: Selection;
}

function CannotTell({ todo, selection }: CannotTellProps) {
  return (
    <section class="aside" aria-label={t("findOutTitle")}>
      <h2>{t("findOutTitle")}</h2>
      <p>
        <Text>{sentence(todo)}</Text>
      </p>
      <Alternatives selection={selection} />
    </section>
  );
}

function Alternatives({ selection }: { readonly selection: Selection }) {
  const alternatives = alternativesOf(selection);
  if (alternatives.length === 0) return null;
  return (
    <details open={alternatives.length < 4}>
      <summary>{t(selection.row.outcome === "unknown" ? "mayBe" : "mayBeInstead")}</summary>
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

/** The text with a capital first letter and a full stop. */
function sentence(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}${/[.!?]$/.test(text) ? "" : "."}`;
}
