import { unique } from "../collections.ts";
import { isGetOrHead } from "../fetch/method.ts";
import { createRequest, needsPreflight, type RequestInput } from "../fetch/request.ts";
import { isCorsSafelistedMethod } from "../fetch/safelist.ts";
import { foreignOrigin, type NearOrigin, nearOrigins } from "./near-origins.ts";
import { exampleOrigin, matchesOrigin } from "./origin-pattern.ts";
import type { PublicSuffixList } from "./public-suffix.ts";
import type { AuditRule } from "./read-config.ts";

/** The part of a request that no rule allows. */
export type Forbidden =
  | { readonly kind: "origin"; readonly near: NearOrigin; readonly allowed: string; readonly stated: string }
  | { readonly kind: "method"; readonly name: string }
  | { readonly kind: "header"; readonly name: string };

/** One request to ask the server about. */
export interface Question {
  readonly call: RequestInput;
  /** True when the request itself is sent too: for GET, HEAD, and what a rule names as harmless. */
  readonly actual: boolean;
  /** Null when a rule allows the request. */
  readonly forbidden: Forbidden | null;
}

/** Everything that an audit asks. */
export interface Questions {
  readonly list: readonly Question[];
  /** The allowed requests without a preflight that an audit must not send, because they may have side effects. */
  readonly notAsked: readonly RequestInput[];
}

/** The questions for a policy: every request that it allows, and similar requests that it forbids. */
export function questionsOf(rules: readonly AuditRule[], list: PublicSuffixList): Questions {
  const allowed = rules.flatMap(allowedQuestions);
  const forbidden = rules.flatMap((rule) => forbiddenQuestions(rule, rules, list));
  const asked = [...allowed, ...forbidden].filter(({ call, actual }) => actual || isPreflighted(call));
  return {
    list: unique(asked, ({ call, actual, forbidden }) => JSON.stringify([call, actual, forbidden?.kind])),
    notAsked: unique(allowed, ({ call }) => JSON.stringify(call))
      .filter(({ call, actual }) => !actual && !isPreflighted(call))
      .map(({ call }) => call),
  };
}

/** True when a rule allows the origin to request the URL and also fulfills `also`. */
export function isAllowedByRule(
  rules: readonly AuditRule[],
  { origin, url }: Pick<RequestInput, "origin" | "url">,
  also: (rule: AuditRule) => boolean = () => true,
): boolean {
  return rules.some((rule) => rule.urls.includes(url) && allowsOrigin(rule, origin) && also(rule));
}

/** True when the rule states the origin, itself or with a pattern. */
export function allowsOrigin({ origins }: AuditRule, origin: string): boolean {
  return origins === "*" || origins.some((stated) => matchesOrigin(stated, origin));
}

/** One origin for each that the rule states. */
function examplesOf({ origins }: AuditRule): readonly string[] {
  return origins === "*" ? [foreignOrigin] : origins.map(exampleOrigin);
}

function allowedQuestions(rule: AuditRule): Question[] {
  const { urls, methods, headers, harmless, credentials } = rule;
  const calls = examplesOf(rule).flatMap((origin) =>
    urls.flatMap((url) => methods.map((method) => requestTo(url, origin, method, headers, credentials))),
  );
  const haveValues = headers.every(({ value }) => value !== null);
  return calls.flatMap((call): Question[] => {
    const withoutHeaders = {
      ...call,
      headers: call.headers.filter((header) => !isPreflighted({ ...call, headers: [header] })),
    };
    if (!isGetOrHead(call.method)) {
      const sendable = harmless.filter(({ method, url }) => method === call.method && url === call.url);
      const sent = sendable.map(({ body }) => harmlessQuestion(rule, call, body));
      const isCovered = sent.some((question) => question.call.headers.length === headers.length);
      return isCovered ? sent : [{ call, actual: false, forbidden: null }, ...sent];
    }
    if (haveValues || !isPreflighted(call)) return [{ call, actual: true, forbidden: null }];
    return [
      { call, actual: false, forbidden: null },
      { call: withoutHeaders, actual: true, forbidden: null },
    ];
  });
}

/** The request with its body, and with those headers that have a value. */
function harmlessQuestion(
  { headers, credentials }: AuditRule,
  { url, origin, method }: RequestInput,
  body: string | null,
): Question {
  const sendable = headers.filter(({ name, value }) => value !== null || isContentType(name));
  const call = { ...requestTo(url, origin, method, sendable, credentials), body };
  return { call, actual: true, forbidden: null };
}

function forbiddenQuestions(rule: AuditRule, rules: readonly AuditRule[], list: PublicSuffixList): Question[] {
  return rule.urls.flatMap((url) => [
    ...(rule.origins === "*" ? [] : nearOriginQuestions(rule, url, rules, nearOriginsOf(rule.origins, list))),
    ...otherRequestQuestions(rule, url, rules),
  ]);
}

type Neighbor = Pick<Extract<Forbidden, { kind: "origin" }>, "near" | "allowed" | "stated">;

function nearOriginsOf(origins: readonly string[], list: PublicSuffixList): Neighbor[] {
  const near = origins.flatMap((stated) => {
    const allowed = exampleOrigin(stated);
    return nearOrigins(allowed, list).map((near) => ({ near, allowed, stated }));
  });
  return unique(near, ({ near }) => near.origin);
}

function nearOriginQuestions(
  rule: AuditRule,
  url: string,
  rules: readonly AuditRule[],
  neighbors: readonly Neighbor[],
) {
  return neighbors
    .filter(({ near: { origin } }) => !isAllowedByRule(rules, { origin, url }))
    .flatMap((neighbor) =>
      originProbes(rule, url, neighbor.near.origin).map((probe) => ({
        ...probe,
        forbidden: { kind: "origin", ...neighbor } as const,
      })),
    );
}

/** The requests that show whether the server allows an origin: one whose response counts, and one with a preflight. */
function originProbes({ methods, headers }: AuditRule, url: string, origin: string): Omit<Question, "forbidden">[] {
  const readable = methods.find(isGetOrHead);
  const listedMethod = methods.find((method) => !isCorsSafelistedMethod(method));
  const preflighted = requestTo(
    url,
    origin,
    listedMethod ?? methods[0] ?? "GET",
    listedMethod === undefined ? headers : [],
    false,
  );
  return [
    ...(readable === undefined ? [] : [{ call: requestTo(url, origin, readable, [], false), actual: true }]),
    ...(isPreflighted(preflighted) ? [{ call: preflighted, actual: false }] : []),
  ];
}

/** Questions about methods and headers that no rule allows, from an allowed origin. */
function otherRequestQuestions(rule: AuditRule, url: string, rules: readonly AuditRule[]): Question[] {
  const { methods } = rule;
  const [origin = foreignOrigin] = examplesOf(rule);
  const target = { origin, url };
  const otherMethods = ["PUT", "PATCH", "DELETE"].filter(
    (name) => !isAllowedByRule(rules, target, (rule) => rule.methods.includes(name)),
  );
  const otherHeaders = ["authorization", "x-cors-panel-audit"].filter(
    (name) =>
      !isAllowedByRule(rules, target, (rule) => rule.headers.some((header) => header.name.toLowerCase() === name)),
  );
  const method = methods[0] ?? "GET";
  return [
    ...otherMethods.map((name) => ({
      call: requestTo(url, origin, name, [], false),
      actual: false,
      forbidden: { kind: "method", name } as const,
    })),
    ...otherHeaders.map((name) => ({
      call: requestTo(url, origin, method, [{ name, value: null }], false),
      actual: false,
      forbidden: { kind: "header", name } as const,
    })),
  ];
}

function requestTo(
  url: string,
  origin: string,
  method: string,
  headers: AuditRule["headers"],
  credentials: boolean,
): RequestInput {
  return {
    method,
    url,
    headers: headers.map(({ name, value }) => ({ name, value: value ?? valueNeedingPreflight(name) })),
    body: null,
    origin,
    credentials: credentials ? "include" : "omit",
  };
}

/** A value with which the header needs a preflight, for a header that the policy only names. */
function valueNeedingPreflight(name: string): string {
  return isContentType(name) ? "application/json" : "";
}

function isContentType(name: string): boolean {
  return /^content-type$/i.test(name);
}

function isPreflighted(call: RequestInput): boolean {
  return needsPreflight(createRequest(call, (hostname) => hostname));
}
