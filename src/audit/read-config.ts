import type { Header } from "../exchange.ts";
import { isToken } from "../fetch/headers.ts";
import { isGetOrHead } from "../fetch/method.ts";
import { normalizeMethod } from "../fetch/normalize-method.ts";
import { withoutFragment } from "../fetch/origin.ts";
import { quote } from "../text/quote.ts";
import { headerProblem, methodProblem, urlProblem } from "../text/request-problems.ts";
import { type ConfigReader, createConfigReader } from "./config-reader.ts";
import { statedOriginProblem } from "./origin-pattern.ts";
import { profiles } from "./profiles/index.ts";
import type { Profile } from "./profiles/profile.ts";
import type { PublicSuffixList } from "./public-suffix.ts";

/** A rule with all defaults filled in and with absolute URLs. */
export interface AuditRule {
  /** Origins and patterns of origins; `*` for every origin. */
  readonly origins: readonly string[] | "*";
  readonly urls: readonly string[];
  readonly methods: readonly string[];
  /** The value is null when the configuration only names the header. */
  readonly headers: readonly { readonly name: string; readonly value: string | null }[];
  readonly exposedHeaders: readonly string[];
  /** Requests other than GET and HEAD that may be sent. */
  readonly harmless: readonly SendableRequest[];
  readonly credentials: boolean;
}

/** A request that changes nothing on the server. */
export interface SendableRequest {
  readonly method: string;
  readonly url: string;
  readonly body: string | null;
}

/** The rules of a configuration, or everything that is wrong with it, each with its place. */
export type ReadConfig = { readonly rules: readonly AuditRule[] } | { readonly problems: readonly string[] };

/** Reads the content of a configuration file, of any shape; `base` is the server from the command line. */
export function readConfig(value: unknown, base: string | undefined, suffixes: PublicSuffixList): ReadConfig {
  const problems: string[] = [];
  const reader = createConfigReader(problems);
  const config = reader.object(value, "the configuration", ["base", "allow"]);
  if (config === null) return { problems };
  const ownBase = config.base === undefined ? undefined : reader.text(config.base, "base");
  const server = base ?? ownBase;
  const baseProblem = server === undefined ? null : urlProblem(server);
  if (baseProblem !== null) problems.push(`${base === undefined ? "base" : "--base"}: ${baseProblem}`);
  const list = reader.list(config.allow, "allow");
  if (problems.length === 0 && list.length === 0) problems.push("allow: the list is empty; add at least one rule");
  const rules = list.flatMap((rule, at) =>
    readRule(rule, `allow[${at}]`, { base: baseProblem === null ? server : undefined, suffixes, reader }),
  );
  return problems.length > 0 ? { problems } : { rules };
}

interface RuleContext {
  readonly base: string | undefined;
  readonly suffixes: PublicSuffixList;
  readonly reader: ConfigReader;
}

const ruleKeys = ["origins", "routes", "methods", "headers", "exposedHeaders", "credentials", "harmless", "profile"];
const keysOfProfiles = ["methods", "headers", "exposedHeaders"];

/** The rule; several where a profile needs requests that differ in their headers. */
function readRule(value: unknown, place: string, { base, suffixes, reader }: RuleContext): AuditRule[] {
  const rule = reader.object(value, place, ruleKeys);
  if (rule === null) return [];
  const { credentials = false } = rule;
  if (typeof credentials !== "boolean") reader.report(`${place}.credentials`, "must be true or false");
  if (rule.origins === "*" && credentials === true) {
    reader.report(place, "browsers refuse `*` for requests with credentials; list the origins");
  }
  const who = {
    origins:
      rule.origins === "*"
        ? ("*" as const)
        : reader.checked(rule.origins, `${place}.origins`, (origin) => statedOriginProblem(origin, suffixes)),
    urls: reader
      .checked(rule.routes, `${place}.routes`, (route) => routeProblem(route, base))
      .map((route) => resolveRoute(route, base)),
    credentials: credentials === true,
  };
  const requests = readRequestsOrProfile(rule, place, reader);
  const methods = requests.flatMap((each) => each.methods);
  const routes = Array.isArray(rule.routes) ? rule.routes : [];
  const harmless =
    rule.harmless === undefined ? [] : readHarmless(rule.harmless, place, { methods, routes, base }, reader);
  return requests.map((each) => ({
    ...who,
    ...each,
    harmless: harmless.filter(({ method }) => each.methods.includes(method)),
  }));
}

type RuleRequests = Pick<AuditRule, "methods" | "headers" | "exposedHeaders">;

function readRequestsOrProfile(
  rule: Readonly<Record<string, unknown>>,
  place: string,
  reader: ConfigReader,
): readonly RuleRequests[] {
  if (rule.profile === undefined) return [readRequests(rule, place, reader)];
  const profile = readProfile(rule, place, reader);
  return profile === null ? [] : rulesOfProfile(profile);
}

function readRequests(rule: Readonly<Record<string, unknown>>, place: string, reader: ConfigReader): RuleRequests {
  const { methods = ["GET"], headers = [], exposedHeaders } = rule;
  return {
    methods: reader.checked(methods, `${place}.methods`, methodProblem).map(normalizeMethod),
    headers: readRuleHeaders(headers, `${place}.headers`, reader),
    exposedHeaders:
      exposedHeaders === undefined
        ? []
        : reader.checked(exposedHeaders, `${place}.exposedHeaders`, (name) =>
            isToken(name) ? null : `${quote(name)} is not a valid header name`,
          ),
  };
}

function readProfile(rule: Readonly<Record<string, unknown>>, place: string, reader: ConfigReader): Profile | null {
  const doubled = keysOfProfiles.find((key) => rule[key] !== undefined);
  if (doubled !== undefined)
    reader.report(place, `profile already states ${quote(doubled)}; remove one of the two, or write another rule`);
  const profile = profiles.find(({ id }) => id === rule.profile);
  if (!profile) reader.report(`${place}.profile`, `must be one of ${profiles.map(({ id }) => id).join(", ")}`);
  return profile ?? null;
}

function rulesOfProfile({ requests }: Profile): RuleRequests[] {
  return requests.map(({ method, headers, exposedHeaders }) => ({
    methods: [method],
    headers: Object.entries(headers).map(([name, value]) => ({ name, value })),
    exposedHeaders,
  }));
}

function readRuleHeaders(value: unknown, place: string, reader: ConfigReader): AuditRule["headers"] {
  if (Array.isArray(value) && value.length === 0) return [];
  if (Array.isArray(value)) {
    return reader.checked(value, place, (name) => headerProblem(name, "")).map((name) => ({ name, value: null }));
  }
  return Object.entries(reader.object(value, place) ?? {}).flatMap(([name, raw]): Header[] => {
    const problem = typeof raw === "string" ? headerProblem(name, raw) : "must be a string";
    return reader.valid(problem, `${place}.${name}`, { name, value: String(raw) });
  });
}

/** What a harmless request must be one of. */
interface StatedRequests {
  readonly methods: readonly string[];
  /** As the rule states them. */
  readonly routes: readonly unknown[];
  readonly base: string | undefined;
}

function readHarmless(
  value: unknown,
  rulePlace: string,
  { methods, routes, base }: StatedRequests,
  reader: ConfigReader,
): SendableRequest[] {
  return reader.list(value, `${rulePlace}.harmless`).flatMap((item, at) => {
    const place = `${rulePlace}.harmless[${at}]`;
    const request = reader.object(item, place, ["method", "route", "body"]);
    if (request === null) return [];
    const method = normalizeMethod(reader.text(request.method, `${place}.method`));
    const route = reader.text(request.route, `${place}.route`);
    const body = request.body === undefined ? null : reader.text(request.body, `${place}.body`);
    if (isGetOrHead(method))
      reader.report(`${place}.method`, "the audit sends GET and HEAD in any case; remove this request");
    else if (!methods.includes(method))
      reader.report(`${place}.method`, `${quote(method)} is not one of the rule's methods`);
    if (!routes.includes(route)) reader.report(`${place}.route`, `${quote(route)} is not one of the rule's routes`);
    return [{ method, url: resolveRoute(route, base), body }];
  });
}

function routeProblem(route: string, base: string | undefined): string | null {
  if (/^[a-z][a-z0-9+.-]*:\/\//i.test(route)) return urlProblem(route);
  if (!route.startsWith("/")) return `${quote(route)} must be a URL or a path that starts with /`;
  return base === undefined ? "a path needs a server; set base, or add --base https://api.example" : null;
}

/** The absolute URL of a route. A path is resolved below the path of `base`. */
function resolveRoute(route: string, base: string | undefined): string {
  const server = route.startsWith("/") ? (base ?? "").replace(/[?#].*$/, "").replace(/\/+$/, "") : "";
  const text = withoutFragment(`${server}${route}`);
  return URL.canParse(text) ? new URL(text).href : text;
}
