import type { Exchange } from "../exchange.ts";
import type { Remedy } from "../remedy.ts";

/** One response under judgment, and what the request asked of it. */
export interface Step {
  readonly name: "preflight" | "actual";
  /** The exchange whose response is judged. */
  readonly exchange: Exchange;
  /** The `Origin` that was sent. */
  readonly origin: string;
  /** The credentials mode under which the response is judged; the engine tries both where a recording leaves it open. */
  readonly credentials: "include" | "omit";
  /** The method that the page asked for; on a preflight, `Access-Control-Request-Method`. */
  readonly method: string;
  /** The names in a preflight's `Access-Control-Request-Headers`; empty where the actual response is judged. */
  readonly headerNames: readonly string[];
  /** False for a response of the page's own origin, which needs no permission but may redirect elsewhere. */
  readonly isCrossOrigin: boolean;
  /** Origin of the page that called, which differs from `origin` after a redirect between two other origins. */
  readonly pageOrigin: string;
}

/** What the recording shows and what would have passed, for one subject. */
export interface Evidence {
  /** The header, status or URL that is judged. */
  readonly subject: string;
  /** What arrived; null when nothing did. */
  readonly got: string | null;
  /** What would have passed, or null when no value would. */
  readonly want: string | null;
  /** The parts of the request that were refused, such as every header name that is not allowed. */
  readonly names?: readonly string[];
}

/** Names under which the browsers themselves report a cause. */
export interface ReportedAs {
  /** Chromium's `Network.CorsError` for each step that the cause judges. */
  readonly chrome: { readonly preflight?: string; readonly actual?: string };
  /** Firefox's console category, the last part of the MDN page's address; null where Firefox has none. */
  readonly firefox: string | null;
}

/** What the standard has a browser check of a response, by what each check decides. */
export type CheckId =
  | "scheme"
  | "local-network"
  | "preflight-redirect"
  | "allow-origin"
  | "allow-credentials"
  | "preflight-status"
  | "allow-methods-list"
  | "allow-headers-list"
  | "allow-methods"
  | "allow-headers"
  | "redirect-url";

/** The end of the message that the browsers print in their consoles, word for word; null where it cannot be known. */
export interface Says {
  /** What follows "has been blocked by CORS policy: ". */
  readonly chrome: SaysInOneBrowser | null;
  /** What follows the address, "(Reason: …)" and all. */
  readonly firefox: SaysInOneBrowser | null;
}

type SaysInOneBrowser = (evidence: Evidence, step: Pick<Step, "method" | "exchange">) => string;

/** One reason for which a browser refuses a response. */
export interface Cause<Id extends string = string> {
  readonly id: Id;
  readonly title: string;
  /** The section of the standard that refuses. */
  readonly spec: string;
  readonly reportedAs: ReportedAs;
  /** Firefox's category where it depends on the response; that of `reportedAs` where this is undefined. */
  readonly inFirefox?: (exchange: Exchange) => string | undefined;
  readonly says: Says;
  /** The check that this cause fails; those of one check exclude each other. */
  readonly check: CheckId;
  readonly judges: readonly Step["name"][];
  /** True for a cause that also ends same-origin requests which are redirected to another origin. */
  readonly judgesSameOrigin?: boolean;
  readonly remedy: Remedy;
  readonly detect: (step: Step) => Evidence | undefined;
  /** One plain sentence, or two, for the person who has to repair it. */
  readonly explain: (evidence: Evidence, step: Step) => string;
}

/** Keeps the id's literal type. */
export function defineCause<const Id extends string>(cause: Cause<Id>): Cause<Id> {
  return cause;
}
