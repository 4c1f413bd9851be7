import type { Diagnosis, Exchange, Finding, Header, Hop } from "../../src/index.ts";
import { t } from "../i18n/messages.ts";

/** Requests and responses hop by hop, each preflight before its actual request. */
export function Exchanges({ diagnosis: { fetch, verdict } }: { readonly diagnosis: Diagnosis }) {
  const isRefused = (hop: Hop, step: Finding["step"]) => hop === fetch.hops.at(-1) && verdict?.step === step;
  return (
    <details class="section" data-exchanges>
      <summary>
        <h2>{t("requests")}</h2>
      </summary>
      <ol class="exchanges">
        {fetch.hops.flatMap((hop, index) => [
          hop.preflight && (
            <Preflight key={`p${index}`} preflight={hop.preflight} refused={isRefused(hop, "preflight")} />
          ),
          <Actual
            key={`a${index}`}
            hop={hop}
            redirected={index > 0}
            refused={isRefused(hop, "actual")}
            isPage={fetch.context === "page"}
          />,
        ])}
      </ol>
    </details>
  );
}

function Preflight({ preflight, refused }: { readonly preflight: Exchange; readonly refused: boolean }) {
  return (
    <Card
      title={t("preflight")}
      method="OPTIONS"
      url={preflight.url}
      status={statusOf(preflight, true)}
      duration={durationOf(preflight)}
      state={refused ? "refused" : preflight.status > 0 ? "passed" : "unanswered"}
      remark=""
      request={preflight.requestHeaders.filter(isShownRequestHeader)}
      response={preflight.status > 0 ? preflight.responseHeaders.filter(isShownResponseHeader) : null}
    />
  );
}

interface ActualProps {
  readonly hop: Hop;
  readonly redirected: boolean;
  readonly refused: boolean;
  /** False for a worker's request, of which DevTools does not record whether it was sent. */
  readonly isPage: boolean;
}

function Actual({ hop, redirected, refused, isPage }: ActualProps) {
  const { actual, method, url } = hop;
  const isUnsent = isPage && actual?.mayHaveBeenSent === false;
  return (
    <Card
      title={t(redirected ? "redirectedTo" : "actualRequest")}
      method={method}
      url={url}
      status={actual ? statusOf(actual, isPage) : t("statusNotRecorded")}
      duration={actual ? durationOf(actual) : ""}
      state={refused ? "refused" : actual && actual.status > 0 ? "passed" : "unanswered"}
      remark={hop.preflight && isUnsent ? t("stoppedAtPreflight") : ""}
      request={actual?.requestHeaders.filter(isShownRequestHeader) ?? []}
      response={actual && actual.status > 0 ? actual.responseHeaders.filter(isShownResponseHeader) : null}
    />
  );
}

function statusOf({ mayHaveBeenSent, status, error }: Exchange, isPage: boolean): string {
  if (status > 0) return String(status);
  // Chromium got a response and kept it from the page.
  if (error && /^net::ERR_BLOCKED_BY_(RESPONSE|ORB)/.test(error)) return t("statusNotRecorded");
  // Chromium's name for a request that its own checks stopped, as after a refused preflight.
  const isNetworkError = error && error !== "net::ERR_FAILED";
  if (!mayHaveBeenSent && !isNetworkError) return t(isPage ? "statusNotSent" : "statusNotRecorded");
  return error ? t("statusNoResponseError", error) : t("statusNoResponse");
}

/** The time until the response ended, or "" where it is unknown. */
function durationOf({ status, startedAt, endedAt }: Exchange): string {
  const duration = Math.round(endedAt - startedAt);
  return status > 0 && duration > 0 ? t("milliseconds", duration) : "";
}

interface CardProps {
  readonly title: string;
  readonly method: string;
  readonly url: string;
  readonly status: string;
  readonly duration: string;
  readonly state: "passed" | "refused" | "unanswered";
  /** What stopped the request, in one sentence, or "". */
  readonly remark: string;
  readonly request: readonly Header[];
  /** Null where there was no response. */
  readonly response: readonly Header[] | null;
}

function Card({ title, method, url, status, duration, state, remark, request, response }: CardProps) {
  return (
    <li class={`card ${state}`}>
      <h3>
        {title} <span class="status">{status}</span>
        {duration && <span class="took">{duration}</span>}
      </h3>
      <p class="line" title={url}>
        <b>{method}</b> {url}
      </p>
      <Headers headers={request} />
      {remark && <p class="remark">{remark}</p>}
      {response && (
        <div class="answer">
          <Headers headers={response} />
          {!response.some(isCorsHeader) && <p class="remark">{t("noCorsHeaders")}</p>}
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
          <dd>{secretHeader.test(name) ? <i>{t("valueHidden")}</i> : value}</dd>
        </div>
      ))}
    </dl>
  );
}

const secretHeader = /^(authorization|cookie|set-cookie)$/i;

function isCorsHeader({ name }: Header): boolean {
  return /^access-control-/i.test(name);
}

function isShownRequestHeader(header: Header): boolean {
  return isCorsHeader(header) || /^(origin|content-type|authorization|cookie)$/i.test(header.name);
}

function isShownResponseHeader(header: Header): boolean {
  return isCorsHeader(header) || /^(vary|location|allow|server|via|x-powered-by|www-authenticate)$/i.test(header.name);
}
