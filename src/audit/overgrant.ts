import type { RequestInput } from "../fetch/request.ts";
import { quote } from "../text/quote.ts";
import type { Likeness } from "./near-origins.ts";
import { isOriginPattern, originExpression } from "./origin-pattern.ts";
import { originAdvice, originTitle, whoCanUse } from "./origin-texts.ts";
import type { PublicSuffixList } from "./public-suffix.ts";
import type { Forbidden } from "./questions.ts";
import { type Reach, reachOf } from "./reach.ts";
import { originSeverity, type Severity } from "./severity.ts";

/** Something that a server allows and no rule does. */
export interface Overgrant {
  readonly kind: Forbidden["kind"] | "credentials";
  readonly likeness: Likeness | null;
  /** Who can open a page of the origin; null unless the origin itself is the finding. */
  readonly reach: Reach | null;
  readonly severity: Severity;
  /** The origin that the server allowed. */
  readonly origin: string;
  /** The other forbidden origins that the server allows for the same reason or a lesser one. */
  readonly alsoAllowed: readonly string[];
  /** The method or header that the server allowed; "" when the origin itself is the finding. */
  readonly name: string;
  /** True when the server allows it with credentials too. */
  readonly withCredentials: boolean;
  readonly urls: readonly string[];
  /** The method of the request that the audit sent to the first URL; OPTIONS for a preflight. */
  readonly sentMethod: string;
  /** The status of the server's response. */
  readonly status: number;
  /** The CORS headers of the server's response. */
  readonly got: readonly { readonly name: string; readonly value: string }[];
  readonly title: string;
  /** What an attacker can do and what to change. */
  readonly explain: string;
  /** True for a request that no browser sends, and for an origin that nobody can have. */
  readonly harmless: boolean;
}

/** What the audit sent and what the server sent back. */
export type Observed = Pick<Overgrant, "sentMethod" | "status" | "got" | "withCredentials">;

/** The finding for a forbidden request that the server allowed. `isSameSite` compares the origin with the URL. */
export function describeOvergrant(
  forbidden: Forbidden,
  { origin, url }: RequestInput,
  observed: Observed,
  isSameSite: boolean,
  list: PublicSuffixList,
): Overgrant {
  const common = { ...observed, origin, urls: [url], alsoAllowed: [] };
  if (forbidden.kind !== "origin") {
    const { kind, name } = forbidden;
    const texts = overgrantTexts[kind](name);
    return { ...common, kind, likeness: null, reach: null, severity: "low", name, ...texts, harmless: false };
  }
  const { near, allowed, stated } = forbidden;
  const reach = reachOf(near, allowed, list);
  const suffix = list(URL.canParse(origin) ? new URL(origin).hostname : "");
  const neighbor = { ...near, allowed, reach, suffix };
  const harm = reach === "nobody" ? [] : [harmText(observed.withCredentials, isSameSite)];
  return {
    ...common,
    kind: "origin",
    likeness: near.likeness,
    reach,
    severity: originSeverity(reach, observed.withCredentials),
    name: "",
    title: originTitle(neighbor),
    explain: [whoCanUse(neighbor), ...harm, originAdvice[near.likeness], ...expressionText(stated)].join(" "),
    harmless: reach === "nobody",
  };
}

/** The stated pattern as code, where the policy states one. */
function expressionText(stated: string): string[] {
  if (!isOriginPattern(stated)) return [];
  return [`${quote(stated)} as a regular expression: ${quote(originExpression(stated), 300)}.`];
}

/**
 * What a page of the origin can do. Browsers send cookies without `SameSite=None` to the page's own site only.
 * @see https://httpwg.org/http-extensions/draft-ietf-httpbis-rfc6265bis.html#name-the-samesite-attribute-2
 */
function harmText(withCredentials: boolean, isSameSite: boolean): string {
  if (!withCredentials)
    return "Without credentials, its page reads only what anyone can request, unless the server is on a private network or trusts IP addresses.";
  const cookies = isSameSite ? "also `SameSite=Lax` and `Strict` ones" : "those with `SameSite=None`";
  return `Its page reads this response as the signed-in visitor, because the browser sends the visitor's cookies (${cookies}).`;
}

/** The two texts of a finding. */
interface OvergrantText {
  readonly title: string;
  readonly explain: string;
}

/** The texts for methods, headers and credentials that the server allows. */
const overgrantTexts = {
  method: (name: string): OvergrantText => ({
    title: `The server allows ${quote(name)}, but no rule does`,
    explain: `Pages can use ${quote(name)} as soon as a route accepts it. List only the methods that your pages need.`,
  }),
  header: (name: string): OvergrantText =>
    name === "authorization"
      ? {
          title: "The server allows the header `Authorization`, but no rule does",
          explain: "Pages can send their own tokens to this route. List only the headers that your pages need.",
        }
      : {
          title: "The server allows any request header",
          explain:
            "The server repeats the requested header names or sends `*`. List only the headers that your pages need.",
        },
};

/** The finding for a response to an allowed request that would also pass with credentials, although no rule allows them. */
export function credentialsOvergrant({ origin, url }: RequestInput, observed: Observed): Overgrant {
  return {
    ...observed,
    kind: "credentials",
    likeness: null,
    reach: null,
    severity: "medium",
    origin,
    alsoAllowed: [],
    name: "",
    withCredentials: true,
    urls: [url],
    title: "The server allows credentials, but no rule does",
    explain:
      "Any script on a page of this origin can read responses as the signed-in user. Send `Access-Control-Allow-Credentials` only if pages need cookies, or set `credentials: true` in the policy.",
    harmless: false,
  };
}
