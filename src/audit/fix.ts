import { groupBy, unique } from "../collections.ts";
import type { Exchange } from "../exchange.ts";
import { extractHeaderListValues } from "../fetch/headers.ts";
import { originOf } from "../fetch/origin.ts";
import type { Policy } from "../remedy.ts";
import { serversOf } from "../servers/answered-by.ts";
import { stacks } from "../stacks/index.ts";
import { responseHeaders } from "../stacks/response-headers.ts";
import { isPlainHeaderName, isPlainMethod, isPlainOrigin } from "../text/plain.ts";
import { isOriginPattern } from "./origin-pattern.ts";
import type { AuditRule } from "./read-config.ts";

/** A rule as code for a server that allows more than the rule. */
export interface RuleFix {
  readonly stack: string;
  readonly stackName: string;
  readonly urls: readonly string[];
  readonly language: string;
  readonly code: string;
  readonly warnings: readonly string[];
}

/**
 * The rule as code for the chosen stack, or for the stack that the server's responses point to; null when that stack
 * writes no grants, or the rule has patterns of origins.
 */
export function fixForRule(
  rule: AuditRule,
  rules: readonly AuditRule[],
  exchanges: readonly Exchange[],
  chosen: readonly string[],
): RuleFix | null {
  // No stack writes patterns of origins, so a rule with one has no code.
  if (rule.origins !== "*" && rule.origins.some(isOriginPattern)) return null;
  const server = originOf(rule.urls[0] ?? "");
  const ofServer = exchanges.filter(({ url }) => originOf(url) === server);
  const likeliest = serversOf(ofServer).flatMap(({ stacks }) => stacks)[0];
  const stack =
    stacks.find(({ id }) => (chosen.length > 0 ? chosen.includes(id) : id === likeliest)) ?? responseHeaders;
  const place = { origin: isPlainOrigin(server) ? server : "https://your-server.example", path: "/" };
  const context = {
    redirect: null,
    server: place,
    application: null,
    isRestApi: false,
    forbidsOptions: false,
  };
  const [snippet] = stack.fix.grant(policyOf(rule, ofServer), context);
  if (!snippet) return null;
  const { language = stack.language, code } = snippet;
  const isShared = rules.some((other) => other !== rule && other.urls.some((url) => originOf(url) === server));
  const warnings = isShared ? [sharedServerWarning, ...snippet.warnings] : snippet.warnings;
  return { stack: stack.id, stackName: stack.name, urls: rule.urls, language, code, warnings };
}

const sharedServerWarning = "Use this code for these URLs only. The policy has other rules for the same server.";

/** The policy of a rule, with only the values that are safe in code: a configuration file may come from anywhere. */
function policyOf(rule: AuditRule, exchanges: readonly Exchange[]): Policy {
  const { origins, methods, headers, exposedHeaders, credentials } = rule;
  const exposed = [
    ...exposedHeaders,
    ...exchanges.flatMap(
      ({ responseHeaders }) => extractHeaderListValues(responseHeaders, "Access-Control-Expose-Headers") ?? [],
    ),
  ];
  return {
    form: "exact",
    origins: origins === "*" ? "*" : origins.filter(isPlainOrigin),
    staysOpen: false,
    credentials,
    maybeCredentials: false,
    methods: unique(["GET", "HEAD", "POST", ...methods.filter(isPlainMethod)]),
    headers: headers.map(({ name }) => name).filter(isPlainHeaderName),
    exposed: unique(exposed.filter(isPlainHeaderName)).sort(),
    maxAge: null,
    added: { origins: [], credentials: false, methods: [], headers: [], exposed: [] },
    unproven: { methods: [], headers: [] },
  };
}

/** The rules with those for the same origins, URLs and credentials merged, as one configuration of a server has them. */
export function mergeRules(rules: readonly AuditRule[]): AuditRule[] {
  const groups = groupBy(rules, ({ origins, urls, credentials }) => JSON.stringify([origins, urls, credentials]));
  return [...groups.values()].map((group) => ({
    ...group[0],
    methods: unique(group.flatMap(({ methods }) => methods)),
    headers: group
      .flatMap(({ headers }) => headers)
      .filter(({ name }, at, all) => all.findIndex((other) => isSameName(other.name, name)) === at),
    exposedHeaders: group
      .flatMap(({ exposedHeaders }) => exposedHeaders)
      .filter((name, at, all) => all.findIndex((other) => isSameName(other, name)) === at),
  }));
}

function isSameName(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}
