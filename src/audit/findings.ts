import { diagnoseFetches } from "../diagnose.ts";
import type { Diagnosis } from "../diagnosis.ts";
import { type CorsFetch, type Exchange, lastHop, type Recording } from "../exchange.ts";
import { getHeader } from "../fetch/headers.ts";
import type { RequestInput } from "../fetch/request.ts";
import { describeOvergrant, type Overgrant, overgrantTexts } from "./overgrant.ts";
import { isAllowedByRule, type Question } from "./questions.ts";
import type { AuditRule } from "./read-config.ts";

/** One question and what came of it. */
export interface AnsweredQuestion {
  readonly question: Question;
  readonly fetch: CorsFetch;
  readonly recording: Recording;
  /** True when the preflight passed, and the request after it was not to be sent. */
  readonly preflightOnly: boolean;
}

/** How a server keeps to a policy. */
export interface Audit {
  /** The allowed calls that were asked about, with the engine's word on each. */
  readonly stated: { readonly recording: Recording; readonly diagnoses: readonly Diagnosis[] };
  /** What the server lets in that no rule allows, the most dangerous first. */
  readonly overgrants: readonly Overgrant[];
  /** Allowed calls that can only be asked about by sending them. */
  readonly notAsked: readonly RequestInput[];
  /** Forbidden neighbors of which no answer came, each with the browser's name for what happened. */
  readonly unanswered: readonly { readonly call: RequestInput; readonly error: string }[];
  readonly asked: number;
}

/** Judges the answers of a server against a policy. */
export function judgeAudit(
  rules: readonly AuditRule[],
  answered: readonly AnsweredQuestion[],
  notAsked: readonly RequestInput[],
): Audit {
  const stated = answered.filter(({ question }) => question.forbidden === null);
  const forbidden = answered.filter(({ question }) => question.forbidden !== null);
  const { fetches, recording } = together(stated);
  const diagnoses = diagnoseFetches(fetches, recording).map((diagnosis, at) =>
    stated[at]?.preflightOnly ? passing(diagnosis) : withoutHabits(diagnosis),
  );
  return {
    stated: { recording, diagnoses },
    overgrants: grouped([
      ...forbidden.flatMap(overgrantsOf),
      ...stated.flatMap((answer) => overgrantedCredentials(answer, rules)),
    ]),
    notAsked,
    unanswered: forbidden.flatMap(({ question: { call }, fetch }) => {
      const error = errorOf(fetch);
      return error === undefined ? [] : [{ call, error }];
    }),
    asked: answered.length,
  };
}

/** The exchanges of all questions as one recording, which tells the engine more of the server than each alone. */
function together(answered: readonly AnsweredQuestion[]): {
  readonly fetches: CorsFetch[];
  readonly recording: Recording;
} {
  const exchanges: Exchange[] = [];
  const moved = (exchange: Exchange | null, by: number) => exchange && { ...exchange, index: exchange.index + by };
  const fetches = answered.map(({ fetch, recording }): CorsFetch => {
    const by = exchanges.length;
    exchanges.push(...recording.exchanges.map((exchange) => ({ ...exchange, index: exchange.index + by })));
    const hops = fetch.hops.map((hop) => ({
      ...hop,
      actual: moved(hop.actual, by),
      preflight: moved(hop.preflight, by),
    }));
    return { ...fetch, hops };
  });
  return { fetches, recording: { browser: "other", exchanges, pages: new Map(), problems: [] } };
}

function passing(diagnosis: Diagnosis): Diagnosis {
  return { ...diagnosis, outcome: "allowed", cannotTell: null, notes: [] };
}

/** Notes on how pages use a server say nothing here: the pages are made up. */
function withoutHabits(diagnosis: Diagnosis): Diagnosis {
  return { ...diagnosis, notes: diagnosis.notes.filter(({ id }) => serverNotes.has(id)) };
}

const serverNotes = new Set([
  "missing-vary-origin",
  "repeated-cors-header",
  "wildcard-with-allow-credentials",
  "authorization-under-wildcard",
]);

function overgrantsOf(answer: AnsweredQuestion): Overgrant[] {
  const { call, forbidden } = answer.question;
  const diagnosis = lettingIn(answer, "omit");
  if (!forbidden || !diagnosis) return [];
  const withCredentials = lettingIn(answer, "include");
  return [
    describeOvergrant(forbidden, call, evidenceOf(answer), withCredentials ?? diagnosis, withCredentials !== null),
  ];
}

/** The same answer, judged as if the browser had sent credentials, which no rule allows. */
function overgrantedCredentials(answer: AnsweredQuestion, rules: readonly AuditRule[]): Overgrant[] {
  const { call } = answer.question;
  if (isAllowedByRule(rules, call, ({ credentials }) => credentials) || !lettingIn(answer, "include")) return [];
  return [
    {
      ...overgrantTexts.credentials,
      kind: "credentials",
      likeness: null,
      origin: call.origin,
      name: "",
      withCredentials: true,
      urls: [call.url],
      got: evidenceOf(answer),
      harmless: false,
    },
  ];
}

/**
 * What the engine says of a call that passes in this credentials mode; null for one that does not. Questions are asked
 * without credentials, so where an answer redirects, only that mode was judged at every hop.
 */
function lettingIn(
  { fetch, recording, preflightOnly }: AnsweredQuestion,
  credentials: RequestInput["credentials"],
): Diagnosis | null {
  if (credentials !== fetch.credentials && fetch.hops.length > 1) return null;
  const [diagnosis] = diagnoseFetches([{ ...fetch, credentials }], recording);
  const passes = diagnosis && (diagnosis.outcome === "allowed" || (preflightOnly && diagnosis.outcome === "unknown"));
  return passes ? diagnosis : null;
}

function evidenceOf({ fetch }: AnsweredQuestion): Overgrant["got"] {
  const { preflight, actual } = lastHop(fetch);
  const { responseHeaders = [], method = "" } = actual ?? preflight ?? {};
  return names.flatMap((name) => {
    const value = getHeader(responseHeaders, name);
    return value === null || (method !== "OPTIONS" && name.startsWith("Access-Control-Allow-M"))
      ? []
      : [{ name, value }];
  });
}

const names = [
  "Access-Control-Allow-Origin",
  "Access-Control-Allow-Credentials",
  "Access-Control-Allow-Methods",
  "Access-Control-Allow-Headers",
];

function errorOf(fetch: CorsFetch): string | undefined {
  const { preflight, actual } = lastHop(fetch);
  return (preflight?.error ?? actual?.error) || undefined;
}

/** One finding for each thing that is let in, with every URL where it is; and only the worst where one covers others. */
function grouped(overgrants: readonly Overgrant[]): Overgrant[] {
  const groups = new Map<string, Overgrant>();
  for (const overgrant of overgrants) {
    const key = JSON.stringify([overgrant.kind, overgrant.origin, overgrant.name, overgrant.withCredentials]);
    const known = groups.get(key);
    groups.set(key, known ? { ...known, urls: [...new Set([...known.urls, ...overgrant.urls])] } : overgrant);
  }
  const all = [...groups.values()];
  return all
    .map((overgrant) => ({
      ...overgrant,
      urls: overgrant.urls.filter((url) => !all.some((other) => covers(other, overgrant, url))),
    }))
    .filter(({ urls }) => urls.length > 0);
}

/** A server that lets everybody in at a URL lets everybody's look-alikes in there. */
function covers(wide: Overgrant, narrow: Overgrant, url: string): boolean {
  if (wide === narrow || !wide.urls.includes(url) || wide.withCredentials < narrow.withCredentials) return false;
  if (wide.kind !== narrow.kind) return false;
  if (wide.kind === "origin")
    return (
      wide.likeness === "unrelated" ||
      (wide.origin === narrow.origin && wide.withCredentials !== narrow.withCredentials)
    );
  return wide.kind === "header" && wide.name === "x-cors-panel-audit";
}
