import { isLoopbackHost } from "../fetch/local-network-access.ts";
import { quote } from "../text/quote.ts";
import { originProblem } from "../text/request-problems.ts";
import type { PublicSuffixList } from "./public-suffix.ts";

// A policy may state origins with `*`: `https://*.example.com` for every subdomain, as in a Content-Security-Policy,
// `https://pr-*.example.com` for names with this beginning, `http://localhost:*` for every port.

/** True for an origin of a policy that stands for several. */
export function isOriginPattern(origin: string): boolean {
  return origin.includes("*");
}

/** True when the origin is the stated one, or one of those that the stated pattern stands for. */
export function matchesOrigin(stated: string, origin: string): boolean {
  return isOriginPattern(stated) ? new RegExp(originExpression(stated)).test(origin) : stated === origin;
}

/** An origin that the pattern stands for, for use in a request; an origin without `*` stands for itself. */
export function exampleOrigin(stated: string): string {
  return stated.replace(/:\*$/, ":8080").replaceAll("*", "audit");
}

/** The regular expression for a pattern, anchored and escaped. @see https://www.w3.org/TR/CSP3/#match-hosts */
export function originExpression(pattern: string): string {
  const [, scheme = "", hostname = "", port = ""] = parts(pattern) ?? [];
  const host = hostname.startsWith("*.")
    ? `([a-z0-9_-]+\\.)+${labelsExpression(hostname.slice(2))}`
    : labelsExpression(hostname);
  return `^${scheme}:\\/\\/${host}${port === ":*" ? "(:[0-9]+)?" : port}$`;
}

function labelsExpression(labels: string): string {
  return labels.replace(/[.[\]]/g, "\\$&").replaceAll("*", "[a-z0-9_-]+");
}

/** Why a policy cannot state this origin, in one sentence; null when it can. */
export function statedOriginProblem(origin: string, list: PublicSuffixList): string | null {
  return isOriginPattern(origin) ? patternProblem(origin, list) : originProblem(origin);
}

function patternProblem(pattern: string, list: PublicSuffixList): string | null {
  const [, scheme = "", hostname = ""] = parts(pattern) ?? [];
  if (!/^https?$/.test(scheme) || /\*\*/.test(hostname))
    return `${quote(pattern)} is not a pattern; use scheme and host with one * in a name, such as https://*.example.com, or * as the port`;
  const problem = originProblem(exampleOrigin(pattern));
  if (problem !== null) return problem;
  if (!hostname.includes("*") || isLoopbackHost(hostname.replaceAll("*", "a"))) return null;
  const { domain, suffix, section } = list(hostname.replaceAll("*", "a"));
  const fixedLabels = hostname.slice(hostname.lastIndexOf("*") + 1).replace(/^[^.]*\./, "");
  const isOwned = domain !== null && fixedLabels.split(".").length >= domain.split(".").length;
  if (isOwned && fixedLabels !== "") return null;
  const who = section === "private" ? `Every customer of ${quote(suffix)}` : "Anyone";
  return `${who} can have a host name that matches ${quote(pattern)}; write your own domain without a *`;
}

function parts(pattern: string): RegExpExecArray | null {
  return /^([a-z][a-z0-9+.-]*):\/\/([a-z0-9*_.-]+|\[[0-9a-f:.]+\])(:(?:\*|[0-9]{1,5}))?$/.exec(pattern);
}
