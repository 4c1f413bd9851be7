import { createRequest, needsPreflight, type RequestInput } from "../fetch/request.ts";
import { isCorsSafelistedMethod } from "../fetch/safelist.ts";
import { foreignOrigin, type NearOrigin, nearOrigins } from "./near-origins.ts";
import type { AuditRule } from "./read-config.ts";

/** What makes a call one that no rule allows. */
export type Forbidden =
  | { readonly kind: "origin"; readonly near: NearOrigin; readonly allowed: string }
  | { readonly kind: "method"; readonly name: string }
  | { readonly kind: "header"; readonly name: string };

/** One call to ask the server about. */
export interface Question {
  readonly call: RequestInput;
  /** True where the call itself is sent too: GET and HEAD only. */
  readonly actual: boolean;
  /** Null where a rule allows the call. */
  readonly forbidden: Forbidden | null;
}

/** Everything that an audit asks, and the allowed calls that it cannot ask about without sending them. */
export interface Questions {
  readonly list: readonly Question[];
  readonly notAsked: readonly RequestInput[];
}

/** The questions that a policy comes to: each call that it allows, and their forbidden neighbors. */
export function questionsOf(rules: readonly AuditRule[]): Questions {
  const stated = rules.flatMap(statedBy);
  const forbidden = rules.flatMap((rule) => neighborsOf(rule, rules));
  const asked = [...stated, ...forbidden].filter(({ call, actual }) => actual || isPreflighted(call));
  return {
    list: unique(asked, ({ call, actual, forbidden }) => JSON.stringify([call, actual, forbidden?.kind])),
    notAsked: unique(stated, ({ call }) => JSON.stringify(call))
      .filter(({ call, actual }) => !actual && !isPreflighted(call))
      .map(({ call }) => call),
  };
}

/** True when a rule allows the origin to call the URL, and whatever else is asked of the rule. */
export function isAllowedByRule(
  rules: readonly AuditRule[],
  { origin, url }: Pick<RequestInput, "origin" | "url">,
  also: (rule: AuditRule) => boolean = () => true,
): boolean {
  return rules.some(
    (rule) => rule.urls.includes(url) && (rule.origins === "*" || rule.origins.includes(origin)) && also(rule),
  );
}

function statedBy({ origins, urls, methods, headers, credentials }: AuditRule): Question[] {
  const calls = (origins === "*" ? [foreignOrigin] : origins).flatMap((origin) =>
    urls.flatMap((url) => methods.map((method) => callTo(url, origin, method, headers, credentials))),
  );
  const valued = headers.every(({ value }) => value !== null);
  return calls.flatMap((call): Question[] => {
    const bare = { ...call, headers: [] };
    if (!isSafe(call.method)) return [{ call, actual: false, forbidden: null }];
    if (valued || !isPreflighted(call)) return [{ call, actual: true, forbidden: null }];
    return [
      { call, actual: false, forbidden: null },
      { call: bare, actual: true, forbidden: null },
    ];
  });
}

function neighborsOf(rule: AuditRule, rules: readonly AuditRule[]): Question[] {
  return rule.urls.flatMap((url) => [
    ...(rule.origins === "*" ? [] : originNeighbors(rule, rule.origins, url, rules)),
    ...requestNeighbors(rule, url, rules),
  ]);
}

function originNeighbors(rule: AuditRule, origins: readonly string[], url: string, rules: readonly AuditRule[]) {
  const near = origins.flatMap((allowed) => nearOrigins(allowed).map((near) => ({ near, allowed })));
  return unique(near, ({ near }) => near.origin)
    .filter(({ near: { origin } }) => !isAllowedByRule(rules, { origin, url }))
    .flatMap(({ near, allowed }) =>
      probesOf(rule, url, near.origin).map((probe) => ({
        ...probe,
        forbidden: { kind: "origin", near, allowed } as const,
      })),
    );
}

/** What tells whether an origin is let in: a response that it may read, and a preflight. */
function probesOf({ methods, headers }: AuditRule, url: string, origin: string): Omit<Question, "forbidden">[] {
  const readable = methods.find(isSafe);
  const unsafe = methods.find((method) => !isCorsSafelistedMethod(method));
  const asking = callTo(url, origin, unsafe ?? methods[0] ?? "GET", unsafe === undefined ? headers : [], false);
  return [
    ...(readable === undefined ? [] : [{ call: callTo(url, origin, readable, [], false), actual: true }]),
    ...(isPreflighted(asking) ? [{ call: asking, actual: false }] : []),
  ];
}

/** Methods and headers that no rule allows, asked for by an origin that may call. */
function requestNeighbors({ origins, methods }: AuditRule, url: string, rules: readonly AuditRule[]): Question[] {
  const origin = origins === "*" ? foreignOrigin : (origins[0] ?? foreignOrigin);
  const place = { origin, url };
  const otherMethods = ["PUT", "PATCH", "DELETE"].filter(
    (name) => !isAllowedByRule(rules, place, (rule) => rule.methods.includes(name)),
  );
  const otherHeaders = ["authorization", "x-cors-panel-audit"].filter(
    (name) =>
      !isAllowedByRule(rules, place, (rule) => rule.headers.some((header) => header.name.toLowerCase() === name)),
  );
  const method = methods[0] ?? "GET";
  return [
    ...otherMethods.map((name) => ({
      call: callTo(url, origin, name, [], false),
      actual: false,
      forbidden: { kind: "method", name } as const,
    })),
    ...otherHeaders.map((name) => ({
      call: callTo(url, origin, method, [{ name, value: null }], false),
      actual: false,
      forbidden: { kind: "header", name } as const,
    })),
  ];
}

function callTo(
  url: string,
  origin: string,
  method: string,
  headers: AuditRule["headers"],
  credentials: boolean,
): RequestInput {
  return {
    method,
    url,
    headers: headers.map(({ name, value }) => ({ name, value: value ?? someValue(name) })),
    body: null,
    origin,
    credentials: credentials ? "include" : "omit",
  };
}

/** A header that the policy only names has a value that needs permission. */
function someValue(name: string): string {
  return /^content-type$/i.test(name) ? "application/json" : "";
}

function isPreflighted(call: RequestInput): boolean {
  return needsPreflight(createRequest(call, (hostname) => hostname));
}

function isSafe(method: string): boolean {
  return method === "GET" || method === "HEAD";
}

function unique<T>(items: readonly T[], keyOf: (item: T) => string): T[] {
  return [...new Map(items.map((item) => [keyOf(item), item] as const).reverse()).values()].reverse();
}
