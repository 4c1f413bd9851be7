import type { CauseId } from "../causes/index.ts";
import { memoPerOwner } from "../collections.ts";
import type { Diagnosis, RecognizedLookAlike, RecognizedNote, RecognizedReason } from "../diagnosis.ts";
import { type CorsFetch, type Exchange, type Hop, lastHop, type Recording } from "../exchange.ts";
import type { History } from "../history/history.ts";
import { lookAlikes } from "../lookalikes/index.ts";
import { hasNoCorsHeaders } from "../reasons/fingerprints/response.ts";
import { reasons } from "../reasons/index.ts";
import type { Reason, RefusalKind, RefusedFetch, RefusedResponse } from "../reasons/reason.ts";
import { type AnsweredBy, answeredBy } from "../servers/answered-by.ts";
import { translate } from "../text/translate.ts";
import { weaker } from "../verdict/certainty.ts";
import type { Verdict } from "../verdict/outcome.ts";
import { notesOf } from "./notes.ts";
import { preflightReasonOf } from "./preflight-reason.ts";

/**
 * Finds out who answered, and why a fetch was preflighted, refused or failed. It never changes a verdict. It is more than half of the
 * engine's code, so a page may show the verdicts first and load it later.
 */
export interface Recognition {
  readonly servers: (verdict: Verdict, surroundings: Surroundings) => readonly AnsweredBy[];
  readonly reasons: (
    verdict: Verdict,
    surroundings: Surroundings,
    answered: readonly AnsweredBy[],
  ) => readonly RecognizedReason[];
  /** `unreachedRefusal` says why the browser would have refused the response; "" where it would not. */
  readonly lookAlike: (
    fetch: CorsFetch,
    unreachedRefusal: string,
    surroundings: Surroundings,
  ) => RecognizedLookAlike | null;
  readonly preflightReason: (fetch: CorsFetch) => string | null;
  readonly notes: (diagnosis: Diagnosis, history: History) => readonly RecognizedNote[];
}

/** Recognizes every server, reason, look-alike and note that the engine knows. */
export const recognition: Recognition = {
  servers: recognizeServers,
  reasons: recognizeReasons,
  lookAlike: recognizeLookAlike,
  preflightReason: preflightReasonOf,
  notes: notesOf,
};

/** What the rest of a recording says about each of its fetches. */
export interface Surroundings {
  readonly recording: Pick<Recording, "browser" | "pages">;
  readonly history: History;
  /** True where something overrides response headers that the recording does not say. */
  readonly headersAreOverridden: boolean;
}

/** Who answered a refused request; empty for any other fetch. */
function recognizeServers(verdict: Verdict, { history }: Surroundings): readonly AnsweredBy[] {
  const { outcome, matches, blocking, fetch } = verdict;
  if (outcome !== "refused") return [];
  const { actual, preflight } = lastHop(fetch);
  const exchange = matches[blocking]?.match.step.exchange ?? actual ?? preflight;
  return exchange ? answeredBy(exchange, history.ofServer(exchange.url)) : [];
}

/** The reasons that are recognized beneath a refusal, in the order of the list. A general reason stands only alone. */
function recognizeReasons(
  verdict: Verdict,
  surroundings: Surroundings,
  answered: readonly AnsweredBy[],
): RecognizedReason[] {
  const refusal = refusalOf(verdict, surroundings, answered);
  if (!refusal) return [];
  const { certainty: blockingCertainty = "possible" } = verdict.matches[verdict.blocking] ?? {};
  const limit = surroundings.headersAreOverridden ? "possible" : blockingCertainty;
  const recognized: RecognizedReason[] = [];
  for (const reason of candidatesFor(refusal)) {
    const recognition = reason.general && recognized.length > 0 ? undefined : reason.detect(refusal);
    if (!recognition) continue;
    recognized.push({
      id: reason.id,
      title: translate(reason.headline?.(refusal) ?? reason.title),
      certainty: weaker(limit, recognition.certainty),
      evidence: translate(recognition.evidence),
      explain: translate(reason.explain(refusal)),
      remedy: recognition.remedy ?? null,
      ...(recognition.orServer && { orServer: recognition.orServer }),
      serverToChange: recognition.serverToChange ?? null,
    });
  }
  return recognized;
}

function refusalOf(
  verdict: Verdict,
  { history, headersAreOverridden }: Surroundings,
  answered: readonly AnsweredBy[],
): RefusedFetch | undefined {
  const { fetch, credentials, matches, blocking, outcome } = verdict;
  const first = matches[blocking]?.match;
  if (outcome !== "refused" || !first) return undefined;
  const others = matches.filter((_, index) => index !== blocking).map(({ match }) => match);
  return {
    fetch,
    hop: lastHop(fetch),
    exchange: first.step.exchange,
    matches: [first, ...others],
    credentials,
    headersAreOverridden,
    answeredBy: answered,
    history,
  };
}

/**
 * The reasons that come into question for a refusal, in the order of the list. Asking the others too would take 15 µs more for each
 * of thousands of refusals.
 */
function candidatesFor(refusal: RefusedFetch): readonly Reason[] {
  const { exchange, matches } = refusal;
  const response = refusedResponse(refusal);
  const cause = matches[0].cause.id as CauseId;
  const kind: RefusalKind = { status: exchange.status, lacksCorsHeaders: hasNoCorsHeaders(exchange) };
  return rememberCandidates(reasons, `${response} ${cause} ${kind.status} ${kind.lacksCorsHeaders}`, () =>
    reasons.filter(
      ({ judges, causes, appliesTo }) =>
        judges.includes(response) && (causes?.includes(cause) ?? true) && (appliesTo?.(kind) ?? true),
    ),
  );
}

const rememberCandidates = memoPerOwner<typeof reasons, readonly Reason[]>(100);

/** Which response was refused; a response of an exchange that is not the fetch's own came from the browser's cache. */
function refusedResponse({ exchange, hop, matches: [{ step }] }: RefusedFetch): RefusedResponse {
  const own = step.name === "preflight" ? hop.preflight : hop.actual;
  return exchange.index === own?.index ? step.name : "stored";
}

/**
 * What a failed fetch failed of, where that is recognized.
 * @param unreachedRefusal why the browser would have refused the response; "" where it would not
 */
function recognizeLookAlike(
  fetch: CorsFetch,
  unreachedRefusal: string,
  { recording, history }: Surroundings,
): RecognizedLookAlike | null {
  const hop = lastHop(fetch);
  const exchange = failedExchange(hop);
  if (!exchange) return null;
  const failure = { fetch, hop, exchange, recording, history, unreachedRefusal };
  for (const lookAlike of lookAlikes) {
    const certainty = lookAlike.detect(failure);
    if (!certainty) continue;
    const title = translate(lookAlike.headline?.(failure) ?? lookAlike.title);
    return { id: lookAlike.id, title, certainty, explain: translate(lookAlike.explain(failure)) };
  }
  return null;
}

function failedExchange({ actual, preflight }: Hop): Exchange | null {
  return preflight?.status === 0 ? preflight : (actual ?? preflight);
}
