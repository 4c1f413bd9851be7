import type { Certainty, Finding, Outcome, RecognizedNote } from "../diagnosis.ts";
import type { CredentialsMode } from "../exchange.ts";
import type { CurlCommand } from "../explain/curl-commands.ts";

/**
 * The report for programs. Within a version, fields are only added, never renamed or removed. A field that would be null, an
 * empty list or an empty text is left out.
 */
export interface JsonReport {
  readonly version: 2;
  /** The name of the file or the URL as it was given; `-` for standard input. */
  readonly source: string;
  /** The parts of the source that could not be read, each with its place in it. */
  readonly problems: readonly string[];
  readonly summary: JsonSummary;
  /**
   * The cross-origin fetches that need attention, equal ones as one item: refused ones first, then those that a baseline
   * accepts, those with an unknown outcome, failed ones, and allowed ones with notes. With all details, every allowed one.
   */
  readonly fetches: readonly JsonFetch[];
  /** Everything that the recorded responses of each server with refused fetches grant, by the server's origin. */
  readonly granted: Readonly<Record<string, JsonGrants>>;
  /** The fixes that the fetches name, each once for a server, with the first source of the report that needs it. */
  readonly fixes: readonly JsonFix[];
}

/** How many cross-origin fetches of the source ended in which way. */
export interface JsonSummary {
  readonly refused: number;
  readonly failed: number;
  readonly unknown: number;
  readonly allowed: number;
  /** Those that the browser kept from the page: the refused ones, and some with an unknown outcome. */
  readonly blocked: number;
  /** Those of the blocked ones that the baseline accepts. */
  readonly accepted: number;
  /** How many of them the report leaves out, because it shows at most 1000 different refusals; absent where it shows all. */
  readonly leftOut?: Partial<Record<Outcome, number>>;
}

/** Equal cross-origin fetches: the first of them, and how many there are. */
export interface JsonFetch extends JsonRefusal, JsonDetails {
  /** Counted from 1, across all sources of a report. The brief report gives a refusal the same number. */
  readonly n: number;
  readonly outcome: Outcome;
  /** True where the outcome is unknown, and the browser kept the response from the page. */
  readonly isBlocked?: true;
  /** True where a baseline accepts the fetch. */
  readonly accepted?: true;
  readonly method: string;
  /** URL of the last request, which decides the fetch; the others are in `earlierHops`. */
  readonly url: string;
  /** Origin of the page, frame or worker that made the fetch. */
  readonly origin?: string;
  /** How many equal fetches there are; left out for one. */
  readonly count?: number;
  /** The other URLs of the equal fetches, at most 3, or 1000 with all details, each with its count where that is not 1. */
  readonly alsoTo?: readonly { readonly url: string; readonly count?: number }[];
  /** Index in `log.entries`, from 0, of the actual request; of the preflight where the recording holds nothing else. */
  readonly entry?: number;
  /** The line of code that made the first of the fetches. */
  readonly callSite?: JsonCallSite;
  /** What a `failed` fetch failed of instead of CORS. */
  readonly lookAlike?: { readonly id: string; readonly title: string; readonly explain: string };
  /** What the recording of an `unknown` fetch does not hold, and what to do to get it. */
  readonly cannotTell?: { readonly because: string; readonly todo: string };
  /** Remarks on an `allowed` fetch. */
  readonly notes?: readonly RecognizedNote[];
}

/** Where a fetch was made: the line of code that called, past wrappers that all requests share, and its document. */
export interface JsonCallSite {
  /** Path of the source file, or of the script or document where no source map was read, without its origin. */
  readonly file?: string;
  /** From 1. */
  readonly line?: number;
  /** From 1. */
  readonly column?: number;
  readonly function?: string;
  /** True where a source map gave the file and the place in it. */
  readonly mapped?: true;
  /** URL of the top-level page, where that is not the file itself. */
  readonly page?: string;
  /** URL or origin of the frame in the page that made the request. */
  readonly frame?: string;
  /** Complete URL of the file; with all details only. */
  readonly url?: string;
}

/** Why a fetch was refused, and what to change. */
export interface JsonRefusal {
  /** Id of the cause that stopped the browser. */
  readonly cause?: string;
  readonly step?: Finding["step"];
  /** Left out where the cause is certain. */
  readonly certainty?: "possible";
  /** Id of the reason why the server responded so. */
  readonly reason?: string;
  /** The reason in a few words. */
  readonly title?: string;
  /** The header, status or URL that was checked. */
  readonly subject?: string;
  /** The value in the response. */
  readonly got?: string;
  /** The complete value that would pass, with everything that the response has already; left out where no safe value would. */
  readonly want?: string;
  /** What of a list is missing: the names of headers, or the method; without response headers that the page sends. */
  readonly missing?: readonly string[];
  /** Ids of the servers that responded, from the page's side inwards. */
  readonly servers?: readonly string[];
  /** Id of the server that has to change, where several responded. */
  readonly serverToChange?: string;
  /** Ids of the causes that would certainly stop the browser next. */
  readonly next?: readonly string[];
  /** Numbers of the fixes. */
  readonly fixes?: readonly number[];
  /**
   * The command, for POSIX shells, that exits with 0 once the server allows the first of the fetches, as the page has to send it.
   * Left out where no command can tell.
   */
  readonly verify?: string;
  /** Chromium's own name for the refusal where it differs from the cause's, "" where Chromium refused nothing. */
  readonly differingCorsError?: string;
  /** The requests that were redirected, in their order. Their entries are named with all details only. */
  readonly earlierHops?: readonly JsonHop[];
}

/** What a server's recorded responses grant; a list has at most 30 values. */
export interface JsonGrants {
  readonly origins?: readonly string[];
  readonly credentials?: true;
  readonly methods?: readonly string[];
  readonly headers?: readonly string[];
  readonly exposed?: readonly string[];
  /** In seconds. */
  readonly maxAge?: number;
}

/** What a report has with all details only (`--verbose`). */
export interface JsonDetails {
  /** What to do, or why the browser refused. */
  readonly explain?: string;
  /** Indexes in `log.entries` of the preflights and the actual requests of all these fetches, at most 1000. */
  readonly entries?: readonly number[];
  /** `unknown` unless headers prove the credentials mode or the outcome leaves only one. */
  readonly credentials?: CredentialsMode;
  /** Why the browser sent a preflight, in one sentence. */
  readonly preflightReason?: string;
  /** The browsers' names of the cause at this step. */
  readonly reportedAs?: { readonly chrome: string | null; readonly firefox: string | null };
  /** Chromium's names of the other causes that the recording cannot exclude, the likeliest first. */
  readonly alternatives?: readonly string[];
  /** Every cause that the refused response shows, in the browser's order. */
  readonly findings?: readonly JsonFinding[];
  /** Who answered the refused request, from the page's side inwards. */
  readonly answeredBy?: readonly JsonServer[];
  /** Commands that send the requests without a browser; secrets are `REDACTED`. */
  readonly curlCommands?: readonly CurlCommand[];
  /**
   * The command that sends the request to the application itself, without the proxy that answered. 3000 stands for the
   * application's port.
   */
  readonly applicationCurl?: { readonly proxy: string; readonly posix: string };
  /** Fixes that people try after such a refusal although they do not work or do harm. Each completes "Why not just". */
  readonly wrongFixes?: readonly JsonWrongFix[];
}

/** One request of a redirected fetch. */
export interface JsonHop {
  readonly url: string;
  readonly method: string;
  readonly entry?: number;
  readonly preflightEntry?: number;
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
  /** The complete value that would pass; null where no value would, or only one that no server can safely send. */
  readonly want: string | null;
  /** The parts of the request that were refused, for example every header name that is not allowed. */
  readonly names: readonly string[];
  readonly explain: string;
}

export interface JsonFix {
  /** Counted from 1, across all sources of a report. */
  readonly n: number;
  /** Origin of the server whose refusals the fix ends. */
  readonly server: string;
  /** Id of the server stack; `page` for a change of the calling page. */
  readonly stack: string;
  /** How surely this is the server to change; left out where nothing in the recording points to it. */
  readonly certainty?: Certainty;
  /** `new` for complete code, `change` for the lines to change in code that exists. */
  readonly form: "new" | "change";
  /** What the code allows, in one line; with all details only. */
  readonly title?: string;
  /** The language of the code; with all details only, because the stack determines it. */
  readonly language?: string;
  readonly code: string;
  /** The same in strict TypeScript, where it differs; with all details only. */
  readonly typescript?: string;
  /** Lines of the code, counted from 0, that differ from what the server does now; of new code with all details only. */
  readonly changed?: readonly number[];
  /** What to know before pasting. */
  readonly warnings?: readonly string[];
}

export interface JsonWrongFix {
  readonly id: string;
  readonly fix: string;
  /** Why not, in one sentence. */
  readonly because: string;
}
