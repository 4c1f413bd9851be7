import type { Certainty, Diagnosis, Outcome, RecognizedNote } from "../../diagnosis.ts";
import { isRefused, isUnknown } from "../../diagnosis.ts";
import { type CredentialsMode, type Hop, lastHop } from "../../exchange.ts";
import { applicationCurl, type CurlCommand, curlCommands } from "../../explain/curl-commands.ts";
import { wrongFixesFor } from "../../explain/wrong-fixes.ts";
import type { Fix } from "../../fixes/fix.ts";
import { serverToChange } from "../../servers/answered-by.ts";
import type { JsonFinding, JsonServer, JsonWrongFix } from "../json-report.ts";

/** One call of an audit with its diagnosis. Its entries are indexes into the recording of the audit, from 0. */
export interface JsonCallFetch {
  /** URL of the last request, which decides the fetch; the others are in `earlierHops`. */
  readonly url: string;
  readonly method: string;
  /** Origin of the page, frame or worker that made the fetch; "" where the recording does not hold it. */
  readonly origin: string;
  /** Index of the actual request; null where the recording holds only its preflight. */
  readonly entry: number | null;
  /** Index of the preflight; null where none was needed, sent or recorded. */
  readonly preflightEntry: number | null;
  /** The requests that were redirected, in their order. */
  readonly earlierHops: readonly JsonCallHop[];
  readonly outcome: Outcome;
  /** True where the browser kept the response from the page: refused, or blocked for an unknown reason. */
  readonly isBlocked: boolean;
  /** Id of the cause that stopped the browser; null where none did, or where the recording does not show it. */
  readonly cause: string | null;
  readonly certainty: Certainty | null;
  /** Who answered the refused request, from the page's side inwards; empty where nothing shows it. */
  readonly answeredBy: readonly JsonServer[];
  /** Id of the server in `answeredBy` that has to change; null where the recording does not show which layer it is. */
  readonly serverToChange: string | null;
  /** Id of the reason why the server responded so; null where none is recognized. */
  readonly reason: string | null;
  /** The browsers' names of the cause at this step. */
  readonly reportedAs: { readonly chrome: string | null; readonly firefox: string | null };
  /** Chromium's names of the other causes that the recording cannot exclude, the likeliest first. */
  readonly alternatives: readonly string[];
  /**
   * Chromium's own name for the refusal where it differs from the cause's, "" where Chromium failed the request without
   * a name, null where both agree or the recording does not hold it.
   */
  readonly differingCorsError: string | null;
  /** `unknown` unless headers prove the credentials mode or the outcome leaves only one. */
  readonly credentials: CredentialsMode;
  /** Why the browser sent a preflight, in one sentence; null where it sent none. */
  readonly preflightReason: string | null;
  /** Every cause that the refused response shows, in the browser's order. */
  readonly findings: readonly JsonFinding[];
  readonly fixes: readonly JsonCallFix[];
  /** Commands that send the requests of a `refused` or `unknown` fetch without a browser; secrets are `REDACTED`. */
  readonly curlCommands: readonly CurlCommand[];
  /**
   * The command that sends the request to the application itself, without the proxy that answered; null where no proxy is
   * known. 3000 stands for the application's port.
   */
  readonly applicationCurl: { readonly proxy: string; readonly posix: string } | null;
  /** Fixes that people try after such a refusal although they do not work or do harm. Each completes "Why not just". */
  readonly wrongFixes: readonly JsonWrongFix[];
  /** What a `failed` fetch failed of instead of CORS; null where that is not recognized. */
  readonly lookAlike: { readonly id: string; readonly title: string; readonly explain: string } | null;
  /** What the recording of an `unknown` fetch does not hold, and what to do to get it. */
  readonly cannotTell: { readonly because: string; readonly todo: string } | null;
  /** Remarks on an `allowed` fetch. */
  readonly notes: readonly RecognizedNote[];
}

/** One request of a redirected fetch. */
interface JsonCallHop {
  readonly url: string;
  readonly method: string;
  readonly entry: number | null;
  readonly preflightEntry: number | null;
}

interface JsonCallFix {
  /** Id of the server stack; `page` for a change of the calling page. */
  readonly stack: string;
  /** How surely this is the server to change; null where nothing in the recording points to it. */
  readonly certainty: Certainty | null;
  /** `new` for complete code, `change` for the lines to change in code that exists. */
  readonly form: "new" | "change";
  readonly title: string;
  readonly language: string;
  readonly code: string;
  /** The same in strict TypeScript; null where the code is valid TypeScript too, or in another language. */
  readonly typescript: string | null;
  /** Lines of the code, counted from 0, that differ from what the server does now. */
  readonly changed: readonly number[];
  /** What to know before pasting. */
  readonly warnings: readonly string[];
}

export function toJsonFetch(
  diagnosis: Diagnosis,
  fixes: readonly Fix[],
  notes: readonly RecognizedNote[] = [],
): JsonCallFetch {
  const { fetch, verdict, lookAlike } = diagnosis;
  const { url, method, entry, preflightEntry } = toJsonHop(lastHop(fetch));
  const reportedAs = verdict?.reportedAs ?? { chrome: null, firefox: null };
  return {
    url,
    method,
    origin: fetch.origin,
    entry,
    preflightEntry,
    earlierHops: fetch.hops.slice(0, -1).map(toJsonHop),
    outcome: diagnosis.outcome,
    isBlocked: diagnosis.isBlocked,
    cause: verdict?.cause ?? null,
    certainty: verdict?.certainty ?? null,
    answeredBy: diagnosis.answeredBy.map(({ stacks, setting, ...server }) => server),
    serverToChange: serverToChange(diagnosis)?.server.id ?? null,
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
    fixes: fixes.map(({ stack, certainty, form, title, language, code, typescript = null, changed, warnings }) => ({
      stack,
      certainty,
      form,
      title,
      language,
      code,
      typescript,
      changed,
      warnings,
    })),
    curlCommands: isRefused(diagnosis) || isUnknown(diagnosis) ? curlCommands(fetch) : [],
    applicationCurl: isRefused(diagnosis) ? applicationCurl(diagnosis) : null,
    wrongFixes: wrongFixesFor(diagnosis).map(({ id, fix, because }) => ({ id, fix, because })),
    lookAlike: lookAlike && { id: lookAlike.id, title: lookAlike.title, explain: lookAlike.explain },
    cannotTell: diagnosis.cannotTell,
    notes: notes.map(({ id, title, evidence, explain }) => ({ id, title, evidence, explain })),
  };
}

function toJsonHop({ url, method, actual, preflight }: Hop): JsonCallHop {
  return { url, method, entry: actual?.index ?? null, preflightEntry: preflight?.index ?? null };
}
