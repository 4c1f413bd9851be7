import { unique } from "../collections.ts";
import { type Diagnosis, isBlocked, plainDiagnosis, type RecognizedNote } from "../diagnosis.ts";
import type { CallFrame, CorsFetch, Exchange, Hop, Initiator, Recording, SourcePosition } from "../exchange.ts";
import { framePlace, framesOf, maxComparedFetches } from "../explain/calling-function.ts";
import type { NotesByDiagnosis } from "../explain/notes.ts";
import { originOf } from "../fetch/origin.ts";
import { type Mask, numberedMask } from "../redact/mask.ts";
import { redactUrl } from "../redact/redact-url.ts";
import { visible } from "../text/visible.ts";
import { countedIn, pendingIn } from "./counts.ts";
import { type DiagnosedSource, type FormatOptions, notesIn, type Written } from "./format.ts";
import { serverOf } from "./groups.ts";
import { exchangeWithoutSecrets, redactAllValuesWith, withoutSecrets } from "./secrets.ts";
import { summaryOf } from "./summary.ts";

/** The data of an HTML report, as its page shows them. */
export interface ShownReport {
  /** Id of the stack whose fixes are shown first, or "". */
  readonly stack: string;
  readonly showsSecrets: boolean;
  /** Null where the writer did not say. */
  readonly written: Written | null;
  /** How many fetches of all sources ended in which way, in one sentence. */
  readonly summary: string;
  readonly sources: readonly ShownSource[];
}

/** One source of an HTML report. */
export interface ShownSource extends DiagnosedSource {
  readonly notes: NotesByDiagnosis;
  /** How many fetches of this source ended in which way, in one sentence. */
  readonly summary: string;
}

/** The shape with each exchange replaced by its index in the source's list, so that each is written only once. */
type ByIndex<T> = { readonly [K in keyof T]: T[K] extends Exchange | null ? number | null : T[K] };
type EmbeddedHop = ByIndex<Omit<Hop, "ambiguousPreflights">>;
type EmbeddedFetch = ByIndex<Omit<CorsFetch, "hops">> & { readonly hops: readonly EmbeddedHop[] };
type EmbeddedDiagnosis = Omit<Diagnosis, "fetch"> & {
  readonly fetch: EmbeddedFetch;
  readonly isAccepted: boolean;
  readonly notes: readonly RecognizedNote[];
};

interface EmbeddedSource extends Pick<Recording, "browser" | "problems">, Pick<ShownSource, "source" | "summary"> {
  /** The maps of the recording as lists of their entries. */
  readonly pages: readonly (readonly [string, string])[];
  readonly topPages: readonly (readonly [string, string])[];
  readonly sourcePositions: readonly (readonly [string, SourcePosition])[];
  readonly exchanges: readonly Exchange[];
  readonly diagnoses: readonly EmbeddedDiagnosis[];
}

interface EmbeddedReport extends Omit<ShownReport, "sources"> {
  readonly sources: readonly EmbeddedSource[];
}

/** The report as JSON in pieces. Each piece is made when the iterator asks for it. */
export function* embed(sources: readonly DiagnosedSource[], options: FormatOptions): Generator<string> {
  const {
    stacks: [stack = ""],
    showSecrets: showsSecrets,
    written,
  } = options;
  const mask = showsSecrets ? null : numberedMask();
  const summary = summaryOf({
    diagnoses: sources.flatMap(({ diagnoses }) => diagnoses),
    accepted: new Set(sources.flatMap(({ accepted = [] }) => [...accepted])),
    ...countedIn(sources),
    pending: pendingIn(sources),
  });
  yield* jsonWithLists(
    { stack, showsSecrets, written, summary },
    { sources: mapLazily(sources, (source) => embedSource(source, mask)) },
  );
}

/** The report that `embed` wrote, from its parsed JSON. */
export function readReport(report: unknown): ShownReport {
  const { sources, ...rest } = report as EmbeddedReport;
  return { ...rest, sources: sources.map(readSource) };
}

function embedSource(original: DiagnosedSource, mask: Mask | null): Iterable<string> {
  const shown = mask ? withoutSecrets(original, redactAllValuesWith(mask)) : original;
  const { source, recording, diagnoses, accepted } = shown;
  const { browser, problems } = recording;
  const exchanges = shownExchanges(original);
  const stacks = shownStacks(original, mask);
  const notes = notesIn(shown);
  const indexes = new Map(exchanges.map((exchange, index) => [exchange, index]));
  return jsonWithLists(
    { source: visible(source), summary: summaryOf(original), browser, problems, ...shownMaps(original, mask) },
    {
      exchanges: mapLazily(exchanges, (exchange) => [
        JSON.stringify(embedExchange(exchange, stacks.get(exchange) ?? null, mask)),
      ]),
      diagnoses: mapLazily(diagnoses, (diagnosis, index) => {
        const fetch = embedFetch(original.diagnoses[index]?.fetch ?? diagnosis.fetch, indexes, mask);
        const isAccepted = accepted?.has(diagnosis) ?? false;
        return [JSON.stringify({ ...plainDiagnosis(diagnosis), fetch, isAccepted, notes: notes.get(diagnosis) ?? [] })];
      }),
    },
  );
}

/**
 * The exchanges of the fetches, and all others with the servers that refused a fetch: a fix keeps what these exchanges
 * show that the server grants.
 */
function shownExchanges({ recording, diagnoses }: DiagnosedSource): Exchange[] {
  const ofFetches = new Set<Exchange | null>();
  const servers = new Set<string>();
  for (const { fetch, verdict } of diagnoses) {
    for (const { preflight, actual } of fetch.hops) ofFetches.add(preflight).add(actual);
    ofFetches.add(fetch.pageExchange);
    if (verdict) servers.add(serverOf(fetch));
  }
  return recording.exchanges.filter((exchange) => ofFetches.has(exchange) || servers.has(originOf(exchange.url)));
}

/** The exchange without the response body, which no view shows. */
function embedExchange(exchange: Exchange, stack: Initiator["stack"], mask: Mask | null): Exchange {
  const shown = { ...exchange, responseText: null, initiator: { ...exchange.initiator, stack } };
  return mask ? exchangeWithoutSecrets(shown, mask) : shown;
}

/** The stacks that show which function made a fetch: of the blocked ones, and of the latest ones that show what they share. */
function shownStacks({ diagnoses }: DiagnosedSource, mask: Mask | null): ReadonlyMap<Exchange, Initiator["stack"]> {
  const stacks = new Map<Exchange, Initiator["stack"]>();
  for (const { fetch } of [...diagnoses.filter(isBlocked), ...diagnoses.slice(-maxComparedFetches)]) {
    const actual = fetch.hops[0]?.actual;
    const frames = framesOf(fetch);
    if (!actual || frames.length === 0) continue;
    const callFrames = frames.map((frame) => {
      const { functionName, url, line: lineNumber, column: columnNumber } = shownFrame(frame, mask);
      return { functionName, url, lineNumber, columnNumber };
    });
    stacks.set(actual, { callFrames });
  }
  return stacks;
}

function shownFrame(frame: CallFrame, mask: Mask | null): CallFrame {
  return mask ? { ...frame, url: redactUrl(frame.url, mask) } : frame;
}

/** What the recording knows of the pages and of the source files of the shown stacks. */
function shownMaps({ recording, diagnoses }: DiagnosedSource, mask: Mask | null) {
  const { pages, topPages = new Map(), sourcePositions = new Map() } = recording;
  const shown = (url: string) => (mask ? redactUrl(url, mask) : url);
  const used = new Set(
    diagnoses.flatMap(({ fetch: { hops } }) => hops.map(({ actual, preflight }) => (actual ?? preflight)?.page ?? "")),
  );
  const ofUsed = (map: ReadonlyMap<string, string>) =>
    [...map].filter(([id]) => used.has(id)).map(([id, url]) => [id, shown(url)] as const);
  const frames = unique(
    diagnoses.filter(isBlocked).flatMap(({ fetch }) => framesOf(fetch)),
    framePlace,
  );
  const positions = frames.flatMap((frame) => {
    const source = sourcePositions.get(framePlace(frame));
    return source ? [[framePlace(shownFrame(frame, mask)), { ...source, url: shown(source.url) }] as const] : [];
  });
  return { pages: ofUsed(pages), topPages: ofUsed(topPages), sourcePositions: positions };
}

function embedFetch(fetch: CorsFetch, indexes: ReadonlyMap<Exchange, number>, mask: Mask | null): EmbeddedFetch {
  const indexOf = (exchange: Exchange | null) => (exchange ? (indexes.get(exchange) ?? null) : null);
  return {
    ...fetch,
    pageExchange: indexOf(fetch.pageExchange),
    // The verdict already took the ambiguous preflights into account, and no view shows them.
    hops: fetch.hops.map(({ ambiguousPreflights, ...hop }) => ({
      ...hop,
      url: mask ? redactUrl(hop.url, mask) : hop.url,
      actual: indexOf(hop.actual),
      preflight: indexOf(hop.preflight),
    })),
  };
}

function readSource({
  source,
  summary,
  browser,
  problems,
  pages,
  topPages,
  sourcePositions,
  ...embedded
}: EmbeddedSource): ShownSource {
  // An unknown time is NaN, which JSON writes as null.
  const readTime = (time: number | null) => time ?? Number.NaN;
  const exchanges = embedded.exchanges.map((exchange) => ({
    ...exchange,
    startedAt: readTime(exchange.startedAt),
    endedAt: readTime(exchange.endedAt),
  }));
  const exchangeAt = (index: number | null) => (index === null ? null : (exchanges[index] ?? null));
  const accepted = new Set<Diagnosis>();
  const notes = new Map<Diagnosis, readonly RecognizedNote[]>();
  const diagnoses = embedded.diagnoses.map(({ isAccepted, notes: own, fetch, ...rest }) => {
    const hops = fetch.hops.map((hop) => ({
      ...hop,
      actual: exchangeAt(hop.actual),
      preflight: exchangeAt(hop.preflight),
    }));
    const diagnosis: Diagnosis = { ...rest, fetch: { ...fetch, hops, pageExchange: exchangeAt(fetch.pageExchange) } };
    if (isAccepted) accepted.add(diagnosis);
    if (own.length > 0) notes.set(diagnosis, own);
    return diagnosis;
  });
  const maps = { pages: new Map(pages), topPages: new Map(topPages), sourcePositions: new Map(sourcePositions) };
  const recording = { browser, exchanges, ...maps, problems };
  return { source, summary, recording, diagnoses, accepted, notes };
}

/** A JSON object with the fields of `head` and then the lists, whose items are written piece by piece. */
function* jsonWithLists(head: object, lists: Readonly<Record<string, Iterable<Iterable<string>>>>): Generator<string> {
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

function* mapLazily<T, U>(items: readonly T[], map: (item: T, index: number) => U): Generator<U> {
  for (const [index, item] of items.entries()) yield map(item, index);
}
