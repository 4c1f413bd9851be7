import type { Diagnosis, Exchange, Finding, Header, Hop } from "../../src/index.ts";
import { t } from "../i18n/messages.ts";

/** What was sent and what came back, the preflight beside the actual request, hop by hop. */
export function Exchanges({ diagnosis: { fetch, verdict } }: { readonly diagnosis: Diagnosis }) {
  const isRefused = (hop: Hop, step: Finding["step"]) => hop === fetch.hops.at(-1) && verdict?.step === step;
  return (
    <ol class="exchanges" aria-label={t("requests")}>
      {fetch.hops.flatMap((hop, index) => [
        hop.preflight && (
          <Preflight key={`p${index}`} preflight={hop.preflight} refused={isRefused(hop, "preflight")} />
        ),
        <Actual key={`a${index}`} hop={hop} redirected={index > 0} refused={isRefused(hop, "actual")} />,
      ])}
    </ol>
  );
}

function Preflight({ preflight, refused }: { readonly preflight: Exchange; readonly refused: boolean }) {
  return (
    <Card
      title={t("preflight")}
      method="OPTIONS"
      url={preflight.url}
      status={statusOf(preflight)}
      took={tookOf(preflight)}
      state={refused ? "refused" : "passed"}
      remark=""
      sent={preflight.requestHeaders.filter(isSentHeader)}
      answered={preflight.status > 0 ? preflight.responseHeaders.filter(isAnswerHeader) : null}
    />
  );
}

interface ActualProps {
  readonly hop: Hop;
  readonly redirected: boolean;
  readonly refused: boolean;
}

function Actual({ hop, redirected, refused }: ActualProps) {
  const { actual, method, url } = hop;
  return (
    <Card
      title={t(redirected ? "redirectedTo" : "actualRequest")}
      method={method}
      url={url}
      status={actual ? statusOf(actual) : t("statusNotRecorded")}
      took={actual ? tookOf(actual) : ""}
      state={refused ? "refused" : actual?.mayHaveBeenSent ? "passed" : "unsent"}
      remark={hop.preflight && actual?.mayHaveBeenSent === false ? t("stoppedAtPreflight") : ""}
      sent={actual?.requestHeaders.filter(isSentHeader) ?? []}
      answered={actual && actual.status > 0 ? actual.responseHeaders.filter(isAnswerHeader) : null}
    />
  );
}

function statusOf({ mayHaveBeenSent, status, error }: Exchange): string {
  if (status > 0) return String(status);
  if (!mayHaveBeenSent) return t("statusNotSent");
  return error ? t("statusNoResponseError", error) : t("statusNoResponse");
}

/** How long it took to answer, or "" where that is not known. */
function tookOf({ status, startedAt, endedAt }: Exchange): string {
  const took = Math.round(endedAt - startedAt);
  return status > 0 && took > 0 ? t("milliseconds", took) : "";
}

interface CardProps {
  readonly title: string;
  readonly method: string;
  readonly url: string;
  readonly status: string;
  readonly took: string;
  readonly state: "passed" | "refused" | "unsent";
  /** What became of it, in one sentence, or "". */
  readonly remark: string;
  readonly sent: readonly Header[];
  /** Null when there was no response. */
  readonly answered: readonly Header[] | null;
}

function Card({ title, method, url, status, took, state, remark, sent, answered }: CardProps) {
  return (
    <li class={`card ${state}`}>
      <h2>
        {title} <span class="status">{status}</span>
        {took && <span class="took">{took}</span>}
      </h2>
      <p class="line" title={url}>
        <b>{method}</b> {url}
      </p>
      <Headers headers={sent} />
      {remark && <p class="remark">{remark}</p>}
      {answered && (
        <div class="answer">
          <Headers headers={answered} />
          {!answered.some(isCorsHeader) && <p class="remark">{t("noCorsHeaders")}</p>}
        </div>
      )}
    </li>
  );
}

function Headers({ headers }: { readonly headers: readonly Header[] }) {
  if (headers.length === 0) return null;
  return (
    <dl class="headers">
      {headers.map(({ name, value }, index) => (
        <div key={index}>
          <dt>{name}:</dt>
          <dd>{secret.test(name) ? <i>{t("valueHidden")}</i> : value}</dd>
        </div>
      ))}
    </dl>
  );
}

const secret = /^(authorization|cookie|set-cookie)$/i;

function isCorsHeader({ name }: Header): boolean {
  return /^access-control-/i.test(name);
}

function isSentHeader(header: Header): boolean {
  return isCorsHeader(header) || /^(origin|content-type|authorization|cookie)$/i.test(header.name);
}

function isAnswerHeader(header: Header): boolean {
  return isCorsHeader(header) || /^(vary|location|allow|server|via|x-powered-by|www-authenticate)$/i.test(header.name);
}
