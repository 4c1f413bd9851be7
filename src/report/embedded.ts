import type { Diagnosis } from "../diagnosis.ts";
import { type CorsFetch, type Exchange, type Hop, lastHop, type Recording } from "../exchange.ts";
import { originOf } from "../fetch/origin.ts";
import { type Mask, numberedMask, redactHeaders, redactUrl } from "../redact/redact.ts";
import { visible } from "../text/visible.ts";
import type { DiagnosedSource, FormatOptions } from "./format.ts";
import { summaryOf } from "./groups.ts";
import { valuesBehind, withoutSecrets } from "./secrets.ts";

/** A report as its page reads it. */
export interface ShownReport {
  /** Id of the stack whose fixes are shown first, or "". */
  readonly stack: string;
  readonly showsSecrets: boolean;
  /** How many fetches of all sources ended in which way, in one sentence. */
  readonly summary: string;
  readonly sources: readonly ShownSource[];
}

export interface ShownSource extends DiagnosedSource {
  /** The same of this source. */
  readonly summary: string;
}

/** An exchange stands once, and elsewhere its place in the list. */
type Placed<T> = { readonly [K in keyof T]: T[K] extends Exchange | null ? number | null : T[K] };
type EmbeddedFetch = Placed<Omit<CorsFetch, "hops">> & { readonly hops: readonly Placed<Omit<Hop, "rivals">>[] };
type EmbeddedDiagnosis = Omit<Diagnosis, "fetch"> & { readonly fetch: EmbeddedFetch; readonly known: boolean };

interface EmbeddedSource extends Pick<Recording, "browser" | "problems">, Pick<ShownSource, "source" | "summary"> {
  readonly exchanges: readonly Exchange[];
  readonly diagnoses: readonly EmbeddedDiagnosis[];
}

interface EmbeddedReport extends Omit<ShownReport, "sources"> {
  readonly sources: readonly EmbeddedSource[];
}

/** The report as JSON in pieces, each made when it is asked for. */
export function* embed(sources: readonly DiagnosedSource[], options: FormatOptions): Generator<string> {
  const {
    stacks: [stack = ""],
    showSecrets: showsSecrets,
  } = options;
  const mask = showsSecrets ? null : numberedMask();
  const summary = summaryOf({
    diagnoses: sources.flatMap(({ diagnoses }) => diagnoses),
    known: new Set(sources.flatMap(({ known = [] }) => [...known])),
  });
  yield* listed({ stack, showsSecrets, summary }, { sources: mapped(sources, (source) => embedSource(source, mask)) });
}

/** Reads what `embed` wrote, as parsed JSON. */
export function readReport(report: unknown): ShownReport {
  const { sources, ...rest } = report as EmbeddedReport;
  return { ...rest, sources: sources.map(readSource) };
}

function embedSource(judged: DiagnosedSource, mask: Mask | null): Iterable<string> {
  const { source, recording, diagnoses, known } = mask ? withoutSecrets(judged, valuesBehind(mask)) : judged;
  const { browser, problems } = recording;
  const exchanges = shownExchanges(judged);
  const places = new Map(exchanges.map((exchange, place) => [exchange, place]));
  return listed(
    { source: visible(source), summary: summaryOf(judged), browser, problems },
    {
      exchanges: mapped(exchanges, (exchange) => [JSON.stringify(embedExchange(exchange, mask))]),
      diagnoses: mapped(diagnoses, (diagnosis, index) => {
        const fetch = embedFetch(judged.diagnoses[index]?.fetch ?? diagnosis.fetch, places, mask);
        return [JSON.stringify({ ...diagnosis, fetch, known: known?.has(diagnosis) ?? false })];
      }),
    },
  );
}

/** The exchanges of the fetches, and all others with the servers that refused some: a fix keeps what these grant. */
function shownExchanges({ recording, diagnoses }: DiagnosedSource): Exchange[] {
  const own = new Set<Exchange | null>();
  const servers = new Set<string>();
  for (const { fetch, verdict } of diagnoses) {
    for (const { preflight, actual } of fetch.hops) own.add(preflight).add(actual);
    own.add(fetch.pageExchange);
    if (verdict) servers.add(originOf(lastHop(fetch).url));
  }
  return recording.exchanges.filter((exchange) => own.has(exchange) || servers.has(originOf(exchange.url)));
}

/** Without its body, and without where in the code it was called, which no view shows. */
function embedExchange(exchange: Exchange, mask: Mask | null): Exchange {
  const bare = { ...exchange, responseText: null, initiator: { ...exchange.initiator, callSite: "" } };
  if (!mask) return bare;
  return {
    ...bare,
    url: redactUrl(bare.url, mask),
    redirectUrl: redactUrl(bare.redirectUrl, mask),
    requestHeaders: redactHeaders(bare.requestHeaders, mask),
    responseHeaders: redactHeaders(bare.responseHeaders, mask),
    initiator: { ...bare.initiator, url: redactUrl(bare.initiator.url, mask) },
  };
}

function embedFetch(fetch: CorsFetch, places: ReadonlyMap<Exchange, number>, mask: Mask | null): EmbeddedFetch {
  const placeOf = (exchange: Exchange | null) => (exchange ? (places.get(exchange) ?? null) : null);
  return {
    ...fetch,
    pageExchange: placeOf(fetch.pageExchange),
    // The rivals have had their say in the verdict.
    hops: fetch.hops.map(({ ambiguousPreflights, ...hop }) => ({
      ...hop,
      url: mask ? redactUrl(hop.url, mask) : hop.url,
      actual: placeOf(hop.actual),
      preflight: placeOf(hop.preflight),
    })),
  };
}

function readSource({ source, summary, browser, problems, ...embedded }: EmbeddedSource): ShownSource {
  // JSON has no NaN.
  const time = (at: number | null) => at ?? Number.NaN;
  const exchanges = embedded.exchanges.map((exchange) => ({
    ...exchange,
    startedAt: time(exchange.startedAt),
    endedAt: time(exchange.endedAt),
  }));
  const at = (place: number | null) => (place === null ? null : (exchanges[place] ?? null));
  const known = new Set<Diagnosis>();
  const diagnoses = embedded.diagnoses.map(({ known: isKnown, fetch, ...rest }) => {
    const hops = fetch.hops.map((hop) => ({ ...hop, actual: at(hop.actual), preflight: at(hop.preflight) }));
    const diagnosis: Diagnosis = { ...rest, fetch: { ...fetch, hops, pageExchange: at(fetch.pageExchange) } };
    if (isKnown) known.add(diagnosis);
    return diagnosis;
  });
  const recording = { browser, exchanges, pages: new Map(), problems };
  return { source, summary, recording, diagnoses, known };
}

/** An object as JSON whose lists are written piece by piece. */
function* listed(head: object, lists: Readonly<Record<string, Iterable<Iterable<string>>>>): Generator<string> {
  yield JSON.stringify(head).slice(0, -1);
  for (const [name, items] of Object.entries(lists)) {
    yield `,${JSON.stringify(name)}:[`;
    let isFirst = true;
    for (const item of items) {
      if (!isFirst) yield ",";
      isFirst = false;
      yield* item;
    }
    yield "]";
  }
  yield "}";
}

function* mapped<T, U>(items: readonly T[], map: (item: T, index: number) => U): Generator<U> {
  for (const [index, item] of items.entries()) yield map(item, index);
}
