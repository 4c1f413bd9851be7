import { type DetectedStack, detectStacks } from "./detect.ts";
import type { Diagnosis } from "./diagnosis.ts";
import type { Exchange, Recording } from "./exchange.ts";
import { lastHop } from "./exchange.ts";
import { originOf } from "./fetch/origin.ts";
import { isPlainOrigin, isPlainPath } from "./fetch/plain.ts";
import { isRedirectStatus } from "./fetch/status.ts";
import { type Server, serverOf } from "./grants.ts";
import { type Needs, needsOf } from "./needs.ts";
import { pageFixes } from "./page.ts";
import { commonScope, policyFor } from "./policy.ts";
import type { Added, Circumstances, Policy, Remedy, ServerRemedy } from "./remedy.ts";
import { stacks } from "./stacks/index.ts";
import type { Stack } from "./stacks/stack.ts";

/** A remedy written down for one stack, ready to paste. */
export interface Fix {
  /** Id of the stack; `page` for a change of the calling page. */
  readonly stack: string;
  /** The stack's name, for people. */
  readonly stackName: string;
  readonly remedy: Remedy;
  /** What the change does, in one sentence. */
  readonly title: string;
  /** Language of the code, as editors call it: `javascript`, `nginx`, `json`, `yaml`, …; `text` where there is no code to paste. */
  readonly language: string;
  readonly code: string;
  /** Lines of the code, counted from 0, that differ from what the server does now. */
  readonly changed: readonly number[];
  /** What to know before pasting: why not the shortcut, where it goes, what was left out. */
  readonly warnings: readonly string[];
}

/**
 * The fixes for one refused fetch, or for all refused fetches of one server: for each stack, one for each distinct
 * remedy, the server's own stack first where its headers tell.
 */
export function fixesFor(diagnoses: readonly Diagnosis[], recording: Recording): Fix[] {
  const byServer = new Map<string, Needs[]>();
  for (const diagnosis of diagnoses) {
    if (!diagnosis.verdict) continue;
    const needs = needsOf(diagnosis);
    const list = byServer.get(originOf(needs.url));
    if (list) list.push(needs);
    else byServer.set(originOf(needs.url), [needs]);
  }
  return [...byServer].flatMap(([origin, chosen]) => fixesOfServer(chosen, serverOf(recording, origin)));
}

function fixesOfServer(chosen: readonly Needs[], server: Server): Fix[] {
  const fromPage = pageFixes(chosen);
  const atServer = serverFixes(
    chosen.filter(({ remedies }) => remedies.length > 0),
    server,
  );
  return chosen.every(({ pageFirst }) => pageFirst) ? [...fromPage, ...atServer] : [...atServer, ...fromPage];
}

function serverFixes(chosen: readonly Needs[], server: Server): Fix[] {
  if (chosen.length === 0) return [];
  const { policy, credentialsKnown, warnings } = policyFor(chosen, server);
  const grant = grantOf(policy, credentialsKnown);
  const circumstances = { redirect: redirectOf(chosen), server: serverPlace(chosen) };
  const remedies = withoutIncluded(new Set(chosen.flatMap(({ remedies }) => remedies)));
  return inDetectedOrder(chosen, server).flatMap((stack) =>
    remedies.flatMap((remedy) =>
      stack.fix[remedy](policy, circumstances).map((snippet) => ({
        stack: stack.id,
        stackName: stack.name,
        remedy,
        title: titles[remedy](grant, circumstances),
        language: stack.language,
        ...snippet,
        warnings: [...snippet.warnings, ...warnings],
      })),
    ),
  );
}

/** Every other remedy grants too, so that a plain grant beside one would be the same code twice. */
function withoutIncluded(remedies: ReadonlySet<ServerRemedy>): ServerRemedy[] {
  return [...remedies].filter((remedy) => remedy !== "grant" || remedies.size === 1);
}

/**
 * The stack that the refused answers point to first, then those that the server's other answers point to, then the
 * development server that the page may come from.
 */
function inDetectedOrder(chosen: readonly Needs[], server: Server): Stack[] {
  const refused = chosen.flatMap(({ diagnosis: { fetch } }): Exchange[] => {
    const { preflight, actual } = lastHop(fetch);
    return [preflight, actual].filter((exchange) => exchange !== null);
  });
  const detected: DetectedStack[] = [...detectStacks(refused), ...server.detected()];
  const rank = new Map(detected.map(({ stack }, index) => [stack, index] as const).reverse());
  const ports = devPortsOf(chosen);
  const rankOf = ({ id, devPorts = [] }: Stack) =>
    rank.get(id) ?? detected.length + (devPorts.some((port) => ports.has(port)) ? 0 : 1);
  return [...stacks].sort((a, b) => rankOf(a) - rankOf(b));
}

/** Where the chosen fetches go; every one of them goes to the same server. */
function serverPlace(chosen: readonly Needs[]): Circumstances["server"] {
  const scope = commonScope(chosen);
  const origin = originOf(chosen[0]?.url ?? "");
  return {
    origin: isPlainOrigin(origin) ? origin : "https://your-server.example",
    path: isPlainPath(scope) && scope !== "/" ? scope.slice(0, -1) : "/",
  };
}

/** The ports of pages on this machine. */
function devPortsOf(chosen: readonly Needs[]): Set<number> {
  const ports = chosen.map(
    ({ origin }) => /^https?:\/\/(?:localhost|127\.0\.0\.1|\[::1\]):([0-9]+)$/.exec(origin)?.[1],
  );
  return new Set(ports.map(Number));
}

function redirectOf(chosen: readonly Needs[]): Circumstances["redirect"] {
  for (const { diagnosis } of chosen) {
    const { verdict, fetch } = diagnosis;
    if (!verdict || (verdict.cause !== "preflight-redirect" && verdict.cause !== "redirect-with-credentials")) continue;
    const exchange = verdict.step === "preflight" ? lastHop(fetch).preflight : lastHop(fetch).actual;
    if (!exchange || !isRedirectStatus(exchange.status)) continue;
    return { step: verdict.step, path: plainPath(exchange.url), target: plainTarget(exchange.redirectUrl) };
  }
  return null;
}

function plainPath(url: string): string {
  const path = URL.canParse(url) ? new URL(url).pathname : "";
  return isPlainPath(path) ? path : "/your-path";
}

function plainTarget(url: string): string {
  const { origin, pathname } = URL.canParse(url) ? new URL(url) : { origin: "", pathname: "" };
  return isPlainOrigin(origin) && isPlainPath(pathname) ? `${origin}${pathname}` : "https://your-target.example/";
}

/** What each remedy does, in one sentence; `grant` is what it allows by the way. */
const titles: { readonly [R in ServerRemedy]: (grant: string, circumstances: Circumstances) => string } = {
  grant: (grant) => capitalized(grant),
  "answer-preflight": (grant) => `Answer \`OPTIONS\` before authentication and routes, and ${grant}`,
  "send-once": (grant) => `Set the CORS headers in one place only, and ${grant}`,
  "keep-on-errors": (grant) => `Keep the CORS headers on error answers too, and ${grant}`,
  "avoid-redirect": (grant, { redirect }) =>
    redirect?.step === "actual"
      ? `Redirect without a user name and password in the URL, and ${grant}`
      : `Answer the preflight before redirecting, and ${grant}`,
  vary: (grant) => `Let caches keep one answer for each origin, and ${grant}`,
  "repair-server": (grant) => `Repair the server; so that the page sees its errors, ${grant}`,
};

/** "allow `PUT` and the header `x-api-key` for `https://app.example`": what is new, or the origins where nothing is. */
function grantOf({ origins, added }: Policy, credentialsKnown: boolean): string {
  const parts = grantedParts({ ...added, credentials: added.credentials && credentialsKnown });
  const whom = origins === "*" ? "every origin" : listed(added.origins.length > 0 ? added.origins : origins);
  return parts.length === 0 ? `allow ${whom}` : `allow ${sentence(parts)} for ${whom}`;
}

function grantedParts({ methods, headers, credentials }: Added): string[] {
  return [
    methods.length > 0 && listed(methods),
    headers.length > 0 && `${headers.length === 1 ? "the header" : "the headers"} ${listed(headers)}`,
    credentials && "credentials",
  ].filter((part) => part !== false);
}

/** Names in backticks, the first few where there are many: "`a`, `b` and 3 more". */
function listed(names: readonly string[]): string {
  const shown = names.slice(0, 5).map((name) => `\`${name}\``);
  const left = names.length - shown.length;
  return sentence(left > 0 ? [...shown, `${left} more`] : shown);
}

function sentence(parts: readonly string[]): string {
  return parts.length < 2 ? parts.join("") : `${parts.slice(0, -1).join(", ")} and ${parts.at(-1)}`;
}

function capitalized(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
