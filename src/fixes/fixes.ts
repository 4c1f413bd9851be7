import { memoPerOwner } from "../collections.ts";
import type { Diagnosis } from "../diagnosis.ts";
import type { Exchange, Recording } from "../exchange.ts";
import { lastHop } from "../exchange.ts";
import { originOf } from "../fetch/origin.ts";
import { isRedirectStatus } from "../fetch/status.ts";
import type { FixContext, Remedy, ServerRemedy } from "../remedy.ts";
import { stacks } from "../stacks/index.ts";
import type { Stack } from "../stacks/stack.ts";
import { isPlainOrigin, isPlainPath } from "../text/plain.ts";
import { translate } from "../text/translate.ts";
import { type ServerGrants, serverGrants } from "./current-grants.ts";
import { type DetectedStack, detectStacks } from "./detect-stacks.ts";
import { pageFixes } from "./page-changes.ts";
import { commonScope, type PolicyDecision, policyFor } from "./policy.ts";
import { type RequiredChanges, requiredChanges } from "./required-changes.ts";
import { fixTitle } from "./title.ts";

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
 * remedy, the server's own stack first where its headers tell. Each grants what the other refused fetches of the server
 * in `together` need as well, so that pasting the fix for one does not undo that for another.
 */
export function fixesFor(
  diagnoses: readonly Diagnosis[],
  recording: Recording,
  alsoCover: readonly Diagnosis[] = diagnoses,
): Fix[] {
  const others = alsoCover === diagnoses ? null : needsByServer(alsoCover);
  return [...needsByServer(diagnoses)].flatMap(([origin, chosen]) =>
    fixesOfServer(chosen, serverGrants(recording, origin), others?.get(origin) ?? chosen),
  );
}

type NeedsByServer = ReadonlyMap<string, readonly RequiredChanges[]>;

/** Remembered, since a report asks for the fix of one group after the other with the same others. */
function needsByServer(diagnoses: readonly Diagnosis[]): NeedsByServer {
  const known = remembered.get(diagnoses);
  if (known) return known;
  const byServer = new Map<string, RequiredChanges[]>();
  for (const diagnosis of diagnoses) {
    if (!diagnosis.verdict) continue;
    const needs = requiredChanges(diagnosis);
    const list = byServer.get(originOf(needs.url));
    if (list) list.push(needs);
    else byServer.set(originOf(needs.url), [needs]);
  }
  remembered.set(diagnoses, byServer);
  return byServer;
}

const remembered = new WeakMap<readonly Diagnosis[], NeedsByServer>();

function fixesOfServer(
  chosen: readonly RequiredChanges[],
  server: ServerGrants,
  together: readonly RequiredChanges[],
): Fix[] {
  const fromPage = pageFixes(chosen);
  const atServer = serverFixes(chosen.filter(isServers), server, together);
  return chosen.every(({ pageFirst }) => pageFirst) ? [...fromPage, ...atServer] : [...atServer, ...fromPage];
}

function isServers({ remedies }: RequiredChanges): boolean {
  return remedies.length > 0;
}

function serverFixes(
  chosen: readonly RequiredChanges[],
  server: ServerGrants,
  together: readonly RequiredChanges[],
): readonly Fix[] {
  if (chosen.length === 0) return [];
  const { decision, place } = decided(together, server);
  const context = { redirect: redirectOf(chosen), server: place };
  const remedies = withoutIncluded(new Set(chosen.flatMap(({ remedies }) => remedies)));
  const inOrder = inDetectedOrder(chosen, server);
  const key = JSON.stringify([decision, context, remedies, inOrder.map(({ id }) => id)]);
  return writtenOnce(server, key, () => inOrder.flatMap((stack) => fixesOf(stack, remedies, decision, context)));
}

interface Decided {
  readonly server: ServerGrants;
  readonly decision: PolicyDecision;
  readonly place: FixContext["server"];
}

function decided(together: readonly RequiredChanges[], server: ServerGrants): Decided {
  const known = decisions.get(together);
  if (known?.server === server) return known;
  const needs = together.filter(isServers);
  const made = { server, decision: policyFor(needs, server), place: serverPlace(needs) };
  decisions.set(together, made);
  return made;
}

const decisions = new WeakMap<readonly RequiredChanges[], Decided>();

/** Most refusals of a server are alike, and every stack's code for each would cost more than the diagnosis. */
const writtenOnce = memoPerOwner<ServerGrants, readonly Fix[]>(100);

function fixesOf(
  stack: Stack,
  remedies: readonly ServerRemedy[],
  decision: PolicyDecision,
  context: FixContext,
): Fix[] {
  const { policy, warnings } = decision;
  return remedies.flatMap((remedy) =>
    stack.fix[remedy](policy, context).map((snippet) => ({
      stack: stack.id,
      stackName: translate(stack.name),
      remedy,
      language: stack.language,
      ...snippet,
      title: translate(snippet.title ?? fixTitle(remedy, decision, context)),
      warnings: [...snippet.warnings, ...warnings].map((warning) => translate(warning)),
    })),
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
function inDetectedOrder(chosen: readonly RequiredChanges[], server: ServerGrants): Stack[] {
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
function serverPlace(chosen: readonly RequiredChanges[]): FixContext["server"] {
  const scope = commonScope(chosen);
  const origin = originOf(chosen[0]?.url ?? "");
  return {
    origin: isPlainOrigin(origin) ? origin : "https://your-server.example",
    path: isPlainPath(scope) && scope !== "/" ? scope.slice(0, -1) : "/",
  };
}

/** The ports of pages on this machine. */
function devPortsOf(chosen: readonly RequiredChanges[]): Set<number> {
  const ports = chosen.map(
    ({ origin }) => /^https?:\/\/(?:localhost|127\.0\.0\.1|\[::1\]):([0-9]+)$/.exec(origin)?.[1],
  );
  return new Set(ports.map(Number));
}

function redirectOf(chosen: readonly RequiredChanges[]): FixContext["redirect"] {
  for (const { diagnosis } of chosen) {
    const { findings, fetch } = diagnosis;
    const refused = findings.find(({ remedy }) => remedy === "avoid-redirect");
    if (!refused) continue;
    const exchange = refused.step === "preflight" ? lastHop(fetch).preflight : lastHop(fetch).actual;
    if (!exchange || !isRedirectStatus(exchange.status)) continue;
    return { step: refused.step, path: plainPath(exchange.url), target: plainTarget(exchange.redirectUrl) };
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
