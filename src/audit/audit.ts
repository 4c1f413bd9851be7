// An audit compares a server with a policy. The rules and the recorded responses to every question come in; what the
// server refuses although a rule allows it, and what it allows although no rule does, go out. Nothing here sends a
// request.

import { diagnoseFetches } from "../diagnose.ts";
import { type Diagnosis, plainDiagnosis, type RecognizedNote } from "../diagnosis.ts";
import { type CorsFetch, type Exchange, lastHop, type Recording } from "../exchange.ts";
import { findNotes, type NotesByDiagnosis } from "../explain/notes.ts";
import { getHeader } from "../fetch/headers.ts";
import { createRequest, type RequestInput } from "../fetch/request.ts";
import type { AnsweredQuestion } from "./answered-question.ts";
import { type ExposedHeader, exposedHeadersOf } from "./exposure.ts";
import { mergeOvergrants } from "./merge-overgrants.ts";
import { credentialsOvergrant, describeOvergrant, type Observed, type Overgrant } from "./overgrant.ts";
import type { PublicSuffixList } from "./public-suffix.ts";
import { isAllowedByRule } from "./questions.ts";
import type { AuditRule } from "./read-config.ts";

/** The result of an audit. */
export interface Audit {
  /** The allowed requests that were asked about, with the engine's diagnosis of each. */
  readonly stated: {
    readonly recording: Recording;
    readonly diagnoses: readonly Diagnosis[];
    /** The notes on the server itself. Pages are made up, so how they use the server is not remarked. */
    readonly notes: NotesByDiagnosis;
  };
  /** Everything that the server allows and no rule does, the most dangerous first. */
  readonly overgrants: readonly Overgrant[];
  /** The response headers that the rules state as exposed. */
  readonly exposedHeaders: readonly ExposedHeader[];
  /** The allowed requests that the audit did not send, because they may have side effects. */
  readonly notAsked: readonly RequestInput[];
  /** The forbidden requests that got no response, each with the browser's name for the error. */
  readonly unanswered: readonly { readonly call: RequestInput; readonly error: string }[];
  /** How many questions were asked. */
  readonly asked: number;
}

/** Compares a server's responses with a policy. */
export function judgeAudit(
  rules: readonly AuditRule[],
  answered: readonly AnsweredQuestion[],
  notAsked: readonly RequestInput[],
  list: PublicSuffixList,
): Audit {
  const stated = answered.filter(({ question }) => question.forbidden === null);
  const forbidden = answered.filter(({ question }) => question.forbidden !== null);
  const { fetches, recording } = mergeRecordings(stated);
  const judged = diagnoseFetches(fetches, recording);
  const diagnoses = judged.map((diagnosis, at) => (stated[at]?.preflightOnly ? asAllowed(diagnosis) : diagnosis));
  return {
    stated: { recording, diagnoses, notes: findServerNotes(diagnoses, recording) },
    overgrants: mergeOvergrants([
      ...forbidden.flatMap((answer) => forbiddenOvergrants(answer, list)),
      ...stated.flatMap((answer) => credentialsOvergrants(answer, rules)),
    ]),
    exposedHeaders: exposedHeadersOf(rules, stated),
    notAsked,
    unanswered: forbidden.flatMap(({ question: { call }, fetch }) => {
      const error = networkErrorOf(fetch);
      return error === undefined ? [] : [{ call, error }];
    }),
    asked: answered.length,
  };
}

/**
 * The exchanges of all questions as one recording, from which the engine learns more about the server than from each.
 */
function mergeRecordings(answered: readonly AnsweredQuestion[]): {
  readonly fetches: CorsFetch[];
  readonly recording: Recording;
} {
  const exchanges: Exchange[] = [];
  const moved = (exchange: Exchange | null, offset: number) =>
    exchange && { ...exchange, index: exchange.index + offset };
  const fetches = answered.map(({ fetch, recording }): CorsFetch => {
    const offset = exchanges.length;
    exchanges.push(...recording.exchanges.map((exchange) => ({ ...exchange, index: exchange.index + offset })));
    const hops = fetch.hops.map((hop) => ({
      ...hop,
      actual: moved(hop.actual, offset),
      preflight: moved(hop.preflight, offset),
    }));
    return { ...fetch, hops };
  });
  return { fetches, recording: { browser: "other", exchanges, pages: new Map(), problems: [] } };
}

/** The diagnosis of a question that asked for the preflight only: a passing preflight counts as allowed. */
function asAllowed(diagnosis: Diagnosis): Diagnosis {
  return { ...plainDiagnosis(diagnosis), outcome: "allowed", cannotTell: null };
}

function findServerNotes(diagnoses: readonly Diagnosis[], recording: Recording): NotesByDiagnosis {
  const notes = new Map<Diagnosis, readonly RecognizedNote[]>();
  for (const [diagnosis, found] of findNotes(diagnoses, recording)) {
    const ofServer = found.filter(({ id }) => serverNotes.has(id));
    if (ofServer.length > 0) notes.set(diagnosis, ofServer);
  }
  return notes;
}

const serverNotes = new Set([
  "missing-vary-origin",
  "repeated-cors-header",
  "wildcard-with-allow-credentials",
  "authorization-under-wildcard",
]);

/** The finding for a forbidden request that the server allows; none when it refuses the request. */
function forbiddenOvergrants(answer: AnsweredQuestion, list: PublicSuffixList): Overgrant[] {
  const { call, forbidden } = answer.question;
  if (!forbidden || !allowingDiagnosis(answer, "omit")) return [];
  const siteOf = (hostname: string) => list(hostname).domain ?? hostname;
  const isSameSite = createRequest(call, siteOf).site !== "cross-site";
  return [describeOvergrant(forbidden, call, observedIn(answer), isSameSite, list)];
}

/** The finding for a response that would also pass with credentials, although no rule allows them. */
function credentialsOvergrants(answer: AnsweredQuestion, rules: readonly AuditRule[]): Overgrant[] {
  const { call } = answer.question;
  if (isAllowedByRule(rules, call, ({ credentials }) => credentials)) return [];
  const observed = observedIn(answer);
  return observed.withCredentials ? [credentialsOvergrant(call, observed)] : [];
}

/**
 * The diagnosis of a request that passes in this credentials mode; null when it does not pass. Questions are asked
 * without credentials, so after a redirect the other mode cannot be judged.
 */
function allowingDiagnosis(
  { fetch, recording, preflightOnly }: AnsweredQuestion,
  credentials: RequestInput["credentials"],
): Diagnosis | null {
  if (credentials !== fetch.credentials && fetch.hops.length > 1) return null;
  const [diagnosis] = diagnoseFetches([{ ...fetch, credentials }], recording);
  const passes = diagnosis && (diagnosis.outcome === "allowed" || (preflightOnly && diagnosis.outcome === "unknown"));
  return passes ? diagnosis : null;
}

/** What was sent last and what came back. `Access-Control-Allow-Methods` counts in a preflight only. */
function observedIn(answer: AnsweredQuestion): Observed {
  const { preflight, actual } = lastHop(answer.fetch);
  const { responseHeaders = [], method = "", status = 0 } = actual ?? preflight ?? {};
  const got = evidenceHeaders.flatMap((name) => {
    const value = getHeader(responseHeaders, name);
    return value === null || (method !== "OPTIONS" && name.startsWith("Access-Control-Allow-M"))
      ? []
      : [{ name, value }];
  });
  return { sentMethod: method, status, got, withCredentials: allowingDiagnosis(answer, "include") !== null };
}

const evidenceHeaders = [
  "Access-Control-Allow-Origin",
  "Access-Control-Allow-Credentials",
  "Access-Control-Allow-Methods",
  "Access-Control-Allow-Headers",
];

function networkErrorOf(fetch: CorsFetch): string | undefined {
  const { preflight, actual } = lastHop(fetch);
  return (preflight?.error ?? actual?.error) || undefined;
}
