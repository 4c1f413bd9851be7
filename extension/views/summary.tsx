import type { ComponentChildren } from "preact";
import type { Diagnosis, Finding } from "../../src/index.ts";
import type { Selection } from "../store.ts";
import { Outcome } from "./outcome.tsx";
import { Text } from "./text.tsx";

/** The cause as a headline in plain words, the browser's verdict under it, and how sure it is. */
export function Summary({ selection }: { readonly selection: Selection }) {
  const { row } = selection;
  const { verdict, reasons, lookAlike, cannotTell, outcome } = row.diagnosis;
  const [reason] = reasons;
  return (
    <header class="summary">
      <p class="request">
        <Outcome outcome={outcome} /> <b>{row.method}</b> <span class="url">{row.url}</span>
      </p>
      <h1 id="headline">
        <Text>{row.title}</Text>
      </h1>
      {reason && (
        <p>
          <Text>{reason.explain}</Text> {reason.evidence !== "" && <Text>{`Seen: ${sentence(reason.evidence)}`}</Text>}
          {reason.certainty === "possible" && " This is likely, not certain."}
        </p>
      )}
      {verdict && <Verdict verdict={verdict} isHeadline={!reason} />}
      {verdict?.certainty === "possible" && <Doubt selection={selection} />}
      {lookAlike && (
        <p>
          <Text>{lookAlike.explain}</Text> {lookAlike.certainty === "possible" && "This is likely, not certain."}
        </p>
      )}
      {cannotTell && <CannotTell todo={cannotTell.todo} selection={selection} />}
    </header>
  );
}

interface VerdictProps {
  readonly verdict: Finding;
  readonly isHeadline: boolean;
}

function Verdict({ verdict, isHeadline }: VerdictProps) {
  const { chrome, firefox } = verdict.reportedAs;
  return (
    <>
      {isHeadline ? (
        <p>
          <Text>{verdict.explain}</Text>
        </p>
      ) : (
        <p>
          So the browser stops here: <Text>{verdict.title}</Text>. <Text>{verdict.explain}</Text>
        </p>
      )}
      <p class="names">
        {chrome && <Name browser="Chrome">{chrome}</Name>}
        {firefox && <Name browser="Firefox">{firefox}</Name>}
        <a href={verdict.spec} target="_blank" rel="noreferrer">
          Specification
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
    <Aside title="Possible, not certain">
      <p>{whyInDoubt(selection)}</p>
      <Alternatives selection={selection} />
    </Aside>
  );
}

function whyInDoubt({ diff, row }: Selection): string {
  const hangsOnCredentials = row.diagnosis.credentials === "unknown" && diff.some(({ state }) => state === "open");
  return hangsOnCredentials
    ? "The recording does not hold the credentials mode, and the verdict depends on it."
    : "The recording does not hold all that the browser saw.";
}

interface CannotTellProps {
  readonly todo: NonNullable<Diagnosis["cannotTell"]>["todo"];
  readonly selection: Selection;
}

function CannotTell({ todo, selection }: CannotTellProps) {
  return (
    <Aside title="To find out">
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
      <summary>{row.outcome === "unknown" ? "What it may be" : "What it may be instead"}</summary>
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

/** With a capital first letter and a full stop. */
function sentence(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}${/[.!?]$/.test(text) ? "" : "."}`;
}
