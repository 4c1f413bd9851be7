import type { CorsFetch, Exchange, Header, Hop } from "../../src/index.ts";
import { t } from "../messages.ts";

/** What was sent and what came back, the preflight beside the actual request, hop by hop. */
export function Exchanges({ fetch }: { readonly fetch: CorsFetch }) {
  return (
    <section class="exchanges" aria-label={t("requests")}>
      {fetch.hops.flatMap((hop, index) => [
        hop.preflight && <Preflight key={`p${index}`} preflight={hop.preflight} />,
        <Actual key={`a${index}`} hop={hop} redirected={index > 0} />,
      ])}
    </section>
  );
}

function Preflight({ preflight }: { readonly preflight: Exchange }) {
  return (
    <Card
      title={t("preflight")}
      method="OPTIONS"
      url={preflight.url}
      status={statusOf(preflight)}
      remark=""
      sent={preflight.requestHeaders.filter(isSentHeader)}
      answered={preflight.status > 0 ? preflight.responseHeaders.filter(isAnswerHeader) : null}
    />
  );
}

function Actual({ hop, redirected }: { readonly hop: Hop; readonly redirected: boolean }) {
  const { actual, method, url } = hop;
  return (
    <Card
      title={t(redirected ? "redirectedTo" : "actualRequest")}
      method={method}
      url={url}
      status={actual ? statusOf(actual) : t("statusNotRecorded")}
      remark={hop.preflight && actual?.maybeSent === false ? t("stoppedAtPreflight") : ""}
      sent={actual?.requestHeaders.filter(isSentHeader) ?? []}
      answered={actual && actual.status > 0 ? actual.responseHeaders.filter(isAnswerHeader) : null}
    />
  );
}

function statusOf({ maybeSent, status, error }: Exchange): string {
  if (status > 0) return String(status);
  if (!maybeSent) return t("statusNotSent");
  return error ? t("statusNoResponseError", error) : t("statusNoResponse");
}

interface CardProps {
  readonly title: string;
  readonly method: string;
  readonly url: string;
  readonly status: string;
  /** What became of it, in one sentence, or "". */
  readonly remark: string;
  readonly sent: readonly Header[];
  /** Null when there was no response. */
  readonly answered: readonly Header[] | null;
}

function Card({ title, method, url, status, remark, sent, answered }: CardProps) {
  return (
    <article class="card">
      <h2>
        {title} <span class="status">{status}</span>
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
    </article>
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
