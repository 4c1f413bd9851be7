import type { Certainty, Diagnosis, Outcome } from "../diagnosis.ts";
import { type CredentialsMode, type Hop, lastHop } from "../exchange.ts";
import { type CurlCommand, curlCommands } from "../explain/curl-commands.ts";
import { wrongFixesFor } from "../explain/wrong-fixes.ts";
import type { Fix } from "../fixes/fixes.ts";
import { visibleJson } from "../text/visible.ts";
import { chosenFixes } from "./chosen-fixes.ts";
import { defineFormat } from "./define-format.ts";
import type { DiagnosedSource, FormatOptions } from "./format.ts";
import { redactSecretValues } from "./secrets.ts";

/** The report for programs. Fields are added within a version, never renamed or removed. */
export interface JsonReport {
  readonly version: 1;
  /** The file's name as it was given, `-` for standard input. */
  readonly source: string;
  /** What could not be read, each with its place in the source; the rest is judged. */
  readonly problems: readonly string[];
  /** Every cross-origin fetch, in the recording's order. */
  readonly fetches: readonly JsonFetch[];
}

/** One cross-origin fetch. Places are counted from 0 in `log.entries`. */
export interface JsonFetch {
  /** URL of the request that decides: the last one, when there were redirects. */
  readonly url: string;
  readonly method: string;
  /** Origin of the page, frame or worker that called; "" where nothing tells. */
  readonly origin: string;
  /** Place of the actual request; null when the recording holds only its preflight. */
  readonly entry: number | null;
  /** Place of its preflight; null when none was needed, sent or recorded. */
  readonly preflightEntry: number | null;
  /** The requests before the deciding one, when there were redirects. */
  readonly earlierHops: readonly JsonHop[];
  readonly outcome: Outcome;
  /** True where the browser kept the response from the page: the fetch is `refused`, or blocked for an unknown reason. */
  readonly isBlocked: boolean;
  /** Id of what stopped the browser; null when nothing did, or when it cannot be told. */
  readonly cause: string | null;
  readonly certainty: Certainty | null;
  /** Id of why the server answered so, where that is recognized. */
  readonly reason: string | null;
  /** What the browsers call the cause at this step. */
  readonly reportedAs: { readonly chrome: string | null; readonly firefox: string | null };
  /** Chromium's names of other causes that the recording cannot exclude, the likeliest first. */
  readonly alternatives: readonly string[];
  /** Chromium's own name for its refusal where the cause is another, "" for none; null where they agree or it is not known. */
  readonly differingCorsError: string | null;
  /** `unknown` unless headers prove the credentials mode or the outcome leaves one explanation. */
  readonly credentials: CredentialsMode;
  /** Why the browser asked first, in one sentence; null when it did not. */
  readonly preflightReason: string | null;
  /** Everything that the response shows, in the browser's order. */
  readonly findings: readonly JsonFinding[];
  readonly fixes: readonly JsonFix[];
  /** Commands that send the requests of a `refused` or `unknown` fetch without a browser, with `REDACTED` in place of secrets. */
  readonly curlCommands: readonly CurlCommand[];
  /** Fixes that people try after such a refusal and that do not work, or do harm; each completes "Why not just". */
  readonly wrongFixes: readonly JsonWrongFix[];
  /** What a `failed` fetch is instead. */
  readonly lookAlike: { readonly id: string; readonly title: string; readonly explain: string } | null;
  /** Why nothing can be said of an `unknown` fetch, and what to do to get the evidence. */
  readonly cannotTell: { readonly because: string; readonly todo: string } | null;
  /** Silent problems of an `allowed` fetch. */
  readonly notes: Diagnosis["notes"];
}

export interface JsonHop {
  readonly url: string;
  readonly method: string;
  readonly entry: number | null;
  readonly preflightEntry: number | null;
}

export interface JsonFinding {
  readonly cause: string;
  readonly step: "preflight" | "actual";
  readonly certainty: Certainty;
  /** The header, status or URL that is judged. */
  readonly subject: string;
  /** What arrived; null when nothing did. */
  readonly got: string | null;
  /** What would have passed; null when no value would. */
  readonly want: string | null;
  /** The parts of the request that were refused, such as every header name that is not allowed. */
  readonly names: readonly string[];
  readonly explain: string;
}

export interface JsonFix {
  /** Id of the server stack; `page` for a change of the calling page. */
  readonly stack: string;
  readonly title: string;
  readonly language: string;
  readonly code: string;
}

export interface JsonWrongFix {
  readonly id: string;
  readonly fix: string;
  /** Why not, in one sentence. */
  readonly because: string;
}

/** One object for one source, an array of them for several. */
export const json = defineFormat(
  {
    id: "json",
    *write(sources, options) {
      const { list } = options;
      if (list) yield "[\n";
      for (const [index, source] of sources.entries()) {
        if (index > 0) yield ",\n";
        yield* writeOne(source, options);
      }
      yield list ? "\n]\n" : "\n";
    },
  },
  redactSecretValues,
);

function* writeOne({ source, recording, diagnoses }: DiagnosedSource, options: FormatOptions): Generator<string> {
  const head: Omit<JsonReport, "fetches"> = { version: 1, source, problems: recording.problems };
  yield `${stringify(head).slice(0, -"\n}".length)},\n  "fetches": [`;
  for (const [index, diagnosis] of diagnoses.entries()) {
    const fixes = diagnosis.outcome === "refused" ? chosenFixes([diagnosis], recording, options) : [];
    const fetch = stringify(jsonFetch(diagnosis, fixes)).replaceAll("\n", "\n    ");
    yield `${index > 0 ? "," : ""}\n    ${fetch}`;
  }
  yield diagnoses.length > 0 ? "\n  ]\n}" : "]\n}";
}

export function stringify(value: object): string {
  return visibleJson(JSON.stringify(value, null, 2));
}

export function jsonFetch(diagnosis: Diagnosis, fixes: readonly Fix[]): JsonFetch {
  const { fetch, outcome, verdict, lookAlike, notes } = diagnosis;
  const { url, method, entry, preflightEntry } = jsonHop(lastHop(fetch));
  const reportedAs = verdict?.reportedAs ?? { chrome: null, firefox: null };
  return {
    url,
    method,
    origin: fetch.origin,
    entry,
    preflightEntry,
    earlierHops: fetch.hops.slice(0, -1).map(jsonHop),
    outcome,
    isBlocked: diagnosis.isBlocked,
    cause: verdict?.cause ?? null,
    certainty: verdict?.certainty ?? null,
    reason: diagnosis.reasons[0]?.id ?? null,
    reportedAs: { chrome: reportedAs.chrome, firefox: reportedAs.firefox },
    alternatives: diagnosis.alternatives.filter((name) => name !== reportedAs.chrome),
    differingCorsError: diagnosis.differingCorsError,
    credentials: diagnosis.credentials,
    preflightReason: diagnosis.preflightReason,
    findings: diagnosis.findings.map(({ cause, step, certainty, subject, got, want, names, explain }) => ({
      cause,
      step,
      certainty,
      subject,
      got,
      want,
      names,
      explain,
    })),
    fixes: fixes.map(({ stack, title, language, code }) => ({ stack, title, language, code })),
    curlCommands: outcome === "refused" || outcome === "unknown" ? curlCommands(fetch) : [],
    wrongFixes: wrongFixesFor(diagnosis).map(({ id, fix, because }) => ({ id, fix, because })),
    lookAlike: lookAlike && { id: lookAlike.id, title: lookAlike.title, explain: lookAlike.explain },
    cannotTell: diagnosis.cannotTell,
    notes: notes.map(({ id, title, evidence, explain }) => ({ id, title, evidence, explain })),
  };
}

function jsonHop({ url, method, actual, preflight }: Hop): JsonHop {
  return { url, method, entry: actual?.index ?? null, preflightEntry: preflight?.index ?? null };
}
