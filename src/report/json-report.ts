import type { Certainty, Outcome, RecognizedNote } from "../diagnosis.ts";
import type { CredentialsMode } from "../exchange.ts";
import type { CurlCommand } from "../explain/curl-commands.ts";

/** The report for programs. Within a version, fields are only added, never renamed or removed. */
export interface JsonReport {
  readonly version: 1;
  /** The name of the file or the URL as it was given; `-` for standard input. */
  readonly source: string;
  /** The parts of the source that could not be read, each with its place in it. */
  readonly problems: readonly string[];
  /** Every cross-origin fetch, in the recording's order. */
  readonly fetches: readonly JsonFetch[];
}

/** One cross-origin fetch. Its entries are indexes into `log.entries`, from 0. */
export interface JsonFetch {
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
  readonly earlierHops: readonly JsonHop[];
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
  readonly fixes: readonly JsonFix[];
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
export interface JsonHop {
  readonly url: string;
  readonly method: string;
  readonly entry: number | null;
  readonly preflightEntry: number | null;
}

/** A server that took part in the refused response. */
export interface JsonServer {
  readonly id: string;
  readonly name: string;
  /** `cdn`, `gateway`, `proxy`, `framework`, `library` or `product`. */
  readonly layer: string;
  readonly certainty: Certainty;
  readonly evidence: string;
  /** False where only other responses of the same server show it. */
  readonly isInResponse: boolean;
  /** True where it made the response itself, so that nothing behind it was asked. */
  readonly madeResponse: boolean;
}

export interface JsonFinding {
  readonly cause: string;
  readonly step: "preflight" | "actual";
  readonly certainty: Certainty;
  /** The header, status or URL that was checked. */
  readonly subject: string;
  /** The value in the response; null where it has none. */
  readonly got: string | null;
  /** The value that would pass; null where no value would. */
  readonly want: string | null;
  /** The parts of the request that were refused, for example every header name that is not allowed. */
  readonly names: readonly string[];
  readonly explain: string;
}

export interface JsonFix {
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

export interface JsonWrongFix {
  readonly id: string;
  readonly fix: string;
  /** Why not, in one sentence. */
  readonly because: string;
}
