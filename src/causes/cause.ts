// A cause is one reason for which a browser's CORS check refuses a response. It takes a `Step` and returns `Evidence`,
// or undefined when the response does not show it. It reads one response only, and knows no other cause, reason or
// stack.

import type { Exchange } from "../exchange.ts";
import type { Remedy } from "../remedy.ts";

/** One response to judge, with the request that it answers. */
export interface Step {
  readonly name: "preflight" | "actual";
  /** The exchange whose response is judged. */
  readonly exchange: Exchange;
  /** The value of the `Origin` header. */
  readonly origin: string;
  /** The credentials mode to judge by. The engine tries both when a recording does not show the mode. */
  readonly credentials: "include" | "omit";
  /** The method of the actual request; for a preflight, its `Access-Control-Request-Method`. */
  readonly method: string;
  /** The names in a preflight's `Access-Control-Request-Headers`; empty for the actual request. */
  readonly headerNames: readonly string[];
  /** False for a response of the page's own origin, which needs no permission but may redirect to another origin. */
  readonly isCrossOrigin: boolean;
  /** The origin of the page, which differs from `origin` after a redirect from one foreign origin to another. */
  readonly pageOrigin: string;
  /** Chromium's resource type of the actual request, such as `ping` for a beacon; absent where it is not recorded. */
  readonly resourceType?: string | undefined;
}

/** The recorded value of one subject, and the value that would have passed. */
export interface Evidence {
  /** The header, status or URL that the browser refused. */
  readonly subject: string;
  /** The recorded value; null when the response does not have it. */
  readonly got: string | null;
  /** The complete value that would have passed; null when no value would. */
  readonly want: string | null;
  /** The refused parts of the request, such as every header name that is not allowed. */
  readonly names?: readonly string[];
}

/** The names under which browsers report a cause. */
export interface ReportedAs {
  /** Chromium's `Network.CorsError`, for each step that the cause judges. */
  readonly chrome: { readonly preflight?: string; readonly actual?: string };
  /** Firefox's console category, which is the last part of the MDN page's address; null when Firefox has none. */
  readonly firefox: string | null;
}

/** The checks that the standard has a browser make, by what each one looks at. */
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

/** The end of the message that each browser prints in its console, word for word; null when it cannot be known. */
export interface Says {
  /** The text after "has been blocked by CORS policy: ". */
  readonly chrome: ConsoleText | null;
  /** The text after the URL, including "(Reason: …)". */
  readonly firefox: ConsoleText | null;
}

type ConsoleText = (evidence: Evidence, step: Pick<Step, "method" | "exchange">) => string;

/** One check that a response can fail, with everything that the engine says about it. */
export interface Cause<Id extends string = string> {
  readonly id: Id;
  /** What is wrong, for any response. */
  readonly title: string;
  /** The title with the recorded value; undefined where there is no value to name. */
  readonly headline?: (evidence: Evidence, step: Step) => string | undefined;
  /** The section of the standard that refuses. */
  readonly spec: string;
  readonly reportedAs: ReportedAs;
  /** Firefox's category when it depends on the response; undefined when the one in `reportedAs` applies. */
  readonly inFirefox?: (exchange: Exchange) => string | undefined;
  readonly says: Says;
  /** The check that fails. Causes of the same check exclude each other. */
  readonly check: CheckId;
  readonly judges: readonly Step["name"][];
  /** True for a cause that also stops same-origin requests that redirect to another origin. */
  readonly judgesSameOrigin?: boolean;
  readonly remedy: Remedy;
  readonly detect: (step: Step) => Evidence | undefined;
  /** One or two plain sentences for the person who has to fix it. */
  readonly explain: (evidence: Evidence, step: Step) => string;
}

/** Returns the cause itself, typed with its literal id. */
export function defineCause<const Id extends string>(cause: Cause<Id>): Cause<Id> {
  return cause;
}
