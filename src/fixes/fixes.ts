import { groupBy, lazy, memoPerOwner } from "../collections.ts";
import type { Diagnosis } from "../diagnosis.ts";
import type { Exchange, Recording } from "../exchange.ts";
import { originOf } from "../fetch/origin.ts";
import type { FixContext, Policy, ServerRemedy } from "../remedy.ts";
import { type AnsweredBy, serversOf } from "../servers/answered-by.ts";
import type { Stack } from "../stacks/stack.ts";
import { dropsAny, withUnproven } from "../stacks/writing/lists.ts";
import { isLocal } from "../stacks/writing/local-origin.ts";
import { translate } from "../text/translate.ts";
import { type ServerGrants, serverGrants } from "./current-grants.ts";
import type { Fix } from "./fix.ts";
import { fixContextOf, serverPlace } from "./fix-context.ts";
import { pageFixes } from "./page-changes.ts";
import { type PolicyDecision, policyFor } from "./policy.ts";
import { credentialsUnknown } from "./policy-warnings.ts";
import { type RequiredChanges, requiredChanges } from "./required-changes.ts";
import { runsAlready } from "./runs-already.ts";
import { type RankedStack, stacksInOrder } from "./stack-order.ts";
import { fixTitle, reachTitle } from "./title.ts";

// Diagnoses of refused fetches come in; fixes go out, in the words and the code of each stack. A fix grants what the
// recording shows and nothing else, and no value of a recording reaches code unless it is plain (`text/plain.ts`).

/**
 * The fixes for one refused fetch, or for all refused fetches of one server: for each stack, one for each distinct
 * remedy. The server's own stack comes first where its headers name it. Each fix also grants what the fetches in
 * `alsoCover` need from the same server, so that the fix for one fetch does not undo the fix for another.
 */
export function fixesFor(
  diagnoses: readonly Diagnosis[],
  recording: Recording,
  alsoCover: readonly Diagnosis[] = diagnoses,
): Fix[] {
  return fixesByStack(diagnoses, recording, alsoCover).flatMap(({ fixes }) => fixes());
}

/** The fixes for one stack. They are written when they are first asked for, because a report shows those of one stack of 50. */
export interface StackFixes {
  readonly stack: string;
  readonly fixes: () => readonly Fix[];
}

/** The fixes that `fixesFor` returns, stack by stack. */
export function fixesByStack(
  diagnoses: readonly Diagnosis[],
  recording: Recording,
  alsoCover: readonly Diagnosis[],
): StackFixes[] {
  const covered = serversToFix(alsoCover, recording);
  return [...serversToFix(diagnoses, recording)].flatMap(([origin, chosen]) =>
    fixesOfServer(chosen.required, covered.get(origin) ?? chosen),
  );
}

/** One server, and what refused fetches need from it. */
export interface ServerToFix {
  readonly server: ServerGrants;
  readonly required: readonly RequiredChanges[];
  readonly decision: () => PolicyDecision;
  /** The development servers that serve the calling pages, where these are on this machine. */
  readonly pageServers: () => readonly AnsweredBy[];
  readonly place: () => FixContext["server"];
}

type ServersToFix = ReadonlyMap<string, ServerToFix>;

/**
 * The servers that refused fetches need a change from, by origin. They are remembered, because a report asks for the fixes
 * of one group of fetches after the other, each time with the same `alsoCover`.
 */
function serversToFix(diagnoses: readonly Diagnosis[], recording: Recording): ServersToFix {
  const remember = memoOfRecording(recording, "", () => memoPerOwner<readonly Diagnosis[], ServersToFix>(1));
  return remember(diagnoses, "", () => {
    const required = diagnoses.filter(({ verdict }) => verdict).map(requiredChanges);
    const byOrigin = groupBy(required, ({ url }) => originOf(url));
    return new Map([...byOrigin].map(([origin, list]) => [origin, serverToFix(list, origin, recording)]));
  });
}

type MemoByDiagnoses = ReturnType<typeof memoPerOwner<readonly Diagnosis[], ServersToFix>>;

const memoOfRecording = memoPerOwner<Recording, MemoByDiagnoses>(1);

/** What these changes need from one server. */
export function serverToFix(required: readonly RequiredChanges[], origin: string, recording: Recording): ServerToFix {
  const atServer = required.filter(changesServer);
  const server = serverGrants(recording, origin);
  return {
    server,
    required,
    pageServers: lazy(() => localPageServers(atServer, recording)),
    decision: lazy(() => sameDecision(policyFor(atServer, server), server)),
    place: lazy(() => serverPlace(atServer)),
  };
}

/** The first of equal decisions about one server, so that its fixes are written once. */
function sameDecision(decision: PolicyDecision, server: ServerGrants): PolicyDecision {
  return decisionsByServer(server, JSON.stringify(decision), () => decision);
}

const decisionsByServer = memoPerOwner<ServerGrants, PolicyDecision>(100);

function localPageServers(required: readonly RequiredChanges[], { exchanges }: Recording): readonly AnsweredBy[] {
  const pages = new Set(required.map(({ origin }) => origin).filter(isLocal));
  if (pages.size === 0) return [];
  return rememberServers(exchanges, [...pages].join(" "), () =>
    serversOf(exchanges.filter(({ url }) => pages.has(originOf(url)))),
  );
}

/** A panel asks for the fixes of one fetch after the other, and most have the same page. */
const rememberServers = memoPerOwner<readonly Exchange[], readonly AnsweredBy[]>(10);

function changesServer({ remedies }: RequiredChanges): boolean {
  return remedies.length > 0;
}

/** The fixes for one server and its pages, which also cover what others need from it. */
export function fixesOfServer(chosen: readonly RequiredChanges[], covered: ServerToFix): StackFixes[] {
  const fromPage = [{ stack: "page", fixes: lazy(() => pageFixes(chosen)) }];
  const atServer = serverFixes(chosen.filter(changesServer), covered);
  return chosen.every(({ pageFirst }) => pageFirst) ? [...fromPage, ...atServer] : [...atServer, ...fromPage];
}

function serverFixes(chosen: readonly RequiredChanges[], covered: ServerToFix): readonly StackFixes[] {
  if (chosen.length === 0) return [];
  const decision = covered.decision();
  const context = fixContextOf(chosen, covered.place());
  const remedies = withoutPlainGrant(new Set(chosen.flatMap(({ remedies }) => remedies)));
  const isUnreached = remedies.every((remedy) => remedy === "grant") && runsAlready(chosen, covered.server);
  const namesLists = chosen.every(isRefusedByLists);
  const order = stacksInOrder(chosen, covered.pageServers());
  const key = JSON.stringify([context, remedies, isUnreached, namesLists, order.key]);
  return fixesByDecision(decision, key, () =>
    order.stacks().map((one) => ({
      stack: one.stack.id,
      fixes: lazy(() => fixesOf(one, remedies, decision, context, { isUnreached, namesLists })),
    })),
  );
}

/** Most refusals of one server need the same code; writing it for every stack each time would take longer than the diagnosis. */
const fixesByDecision = memoPerOwner<PolicyDecision, readonly StackFixes[]>(100);

/** The remedies without `grant` where there is another: every other remedy grants too, and would be the same code twice. */
function withoutPlainGrant(remedies: ReadonlySet<ServerRemedy>): ServerRemedy[] {
  return [...remedies].filter((remedy) => remedy !== "grant" || remedies.size === 1);
}

function fixesOf(
  { stack, certainty }: RankedStack,
  remedies: readonly ServerRemedy[],
  decision: PolicyDecision,
  context: FixContext,
  { isUnreached, namesLists }: { readonly isUnreached: boolean; readonly namesLists: boolean },
): Fix[] {
  // A setting decides about every response of a product, and behind a development server no CORS code has to run.
  const mustReach = isUnreached && !stack.isSetting && !stack.devPorts;
  const mustDropAny = dropsAny(decision.policy) && !stack.staysOpen;
  const policy = mustDropAny ? withNamedOrigins(decision.policy) : decision.policy;
  const first = stack.devPorts ? [] : [...(mustReach ? [whyNotReached] : []), ...(mustDropAny ? [removeAny] : [])];
  const last = warningsFor(stack, decision);
  return remedies.flatMap((remedy) =>
    // Code that runs already is moved above all that may respond before it, as for errors.
    stack.fix[mustReach ? "keep-on-errors" : remedy](policy, context).map((snippet) => ({
      stack: stack.id,
      stackName: translate(stack.name),
      certainty,
      remedy,
      form: policy.form === "new" ? ("new" as const) : ("change" as const),
      language: stack.language,
      ...snippet,
      code: stack.staysOpen || policy.form !== "change" ? snippet.code : withoutAny(snippet.code, mustDropAny),
      title: translate(
        snippet.title ??
          (mustReach ? reachTitle(policy) : fixTitle(remedy, namesLists ? withUnproven(policy) : policy, context)),
      ),
      warnings: [...first, ...snippet.warnings, ...last].map((warning) => translate(warning)),
    })),
  );
}

/** The warnings of the policy that matter to this stack. A development server grants nothing: it forwards the requests. */
function warningsFor(stack: Stack, { policy, warnings }: PolicyDecision): readonly string[] {
  if (stack.devPorts) return [];
  const known = stack.ignoresCredentials?.(policy)
    ? warnings.filter((warning) => warning !== credentialsUnknown)
    : warnings;
  return policy.staysOpen && !stack.staysOpen ? [replacesAny, ...known] : known;
}

/** True where the server's CORS code refused the method or a header, and not the origin, so that the title names those. */
function isRefusedByLists({ diagnosis }: RequiredChanges): boolean {
  return diagnosis.reasons[0]?.id === "preflight-refused-by-cors-code";
}

/** The policy that names every known origin as new, so that the code has a list in place of `*`. */
function withNamedOrigins(policy: Policy): Policy {
  const origins = policy.origins === "*" ? [] : policy.origins;
  return { ...policy, staysOpen: false, added: { ...policy.added, origins } };
}

/**
 * The code whose comments keep the other entries of the file and of the list of origins, but not `*`; or, where nothing shows
 * that the page sends credentials, the code whose comment says to remove `*` before the line for them is used.
 */
function withoutAny(code: string, allowsCredentials: boolean): string {
  if (!allowsCredentials) return code.replace(/\buncomment if the page sends cookies$/gm, '$&, after removing "*"');
  return code
    .replace(/^(.*\bkeep (?:the|its) other\b.*):$/gm, '$1, but not "*":')
    .replace(/^(.*(?:origin|:\/\/).* keep the other entries)$/gim, '$1, but not "*"');
}

const removeAny =
  "First remove `*`, or a setting that allows all origins, from the server's CORS configuration. With `*` and credentials, many libraries allow every origin, so every website could read responses with the user's cookies.";

const whyNotReached =
  "The server's CORS code allows the page in other responses, but did not run for this response. Look for a route or static folder registered earlier, a handler that removes headers, or another application on the same host. If only single routes use the CORS code, add the CORS code to the whole app.";

const replacesAny =
  "The server sends `*` today, so pages of every origin can read its responses. Browsers refuse `*` for requests with credentials, so the code lists origins. Add the origins of all other pages that use this server, or browsers will refuse their requests.";
