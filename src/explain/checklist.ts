import type { Cause, CheckId, Evidence, Step } from "../causes/cause.ts";
import { causes, inEachOrder } from "../causes/index.ts";
import type { Diagnosis, Finding } from "../diagnosis.ts";
import type { CredentialsMode, Hop } from "../exchange.ts";
import { getHeader } from "../fetch/headers.ts";
import { isCorsSafelistedMethod } from "../fetch/safelist.ts";
import { isRedirect } from "../fetch/status.ts";
import { translate } from "../text/translate.ts";
import {
  actualStep,
  checkResponse,
  isAnswered,
  preflightStep,
  underCredentialsMode,
} from "../verdict/check-response.ts";

/**
 * `fail`: a certain finding stands for it. `open`: the recording does not tell. `not-reached`: the browser had stopped
 * before, or no response came that could be checked.
 */
export type CheckState = "pass" | "fail" | "open" | "not-reached";

/** One thing that the standard has a browser check of one response. */
export interface Check {
  readonly id: CheckId;
  /** Which request of the fetch, counted from 0; a redirect leads to the next. */
  readonly hop: number;
  readonly step: Step["name"];
  /** What must be true, in one sentence without a full stop. */
  readonly title: string;
  readonly state: CheckState;
  readonly subject: string;
  /** What arrived; null when nothing did. */
  readonly got: string | null;
  /** What would pass; null where anything does. */
  readonly want: string | null;
  /** The section of the standard. */
  readonly spec: string;
}

/**
 * What the browser checked of each response of one fetch, in its order. The failing ones are the diagnosis' findings;
 * those after the first of them on the same response are told too, as what would stop the browser next.
 */
export function checklistOf(diagnosis: Diagnosis): Check[] {
  const { fetch } = diagnosis;
  if (fetch.mode === "no-cors" || fetch.mode === "same-origin") return [];
  return fetch.hops.flatMap((hop, index) =>
    stepsOf(hop, fetch.origin).flatMap((step) => {
      const settled = index < fetch.hops.length - 1 ? allPassed : statesAt(step, diagnosis);
      return checksAt(step, diagnosis, settled).map((check) => ({ ...check, hop: index }));
    }),
  );
}

function stepsOf(hop: Hop, pageOrigin: string): Step[] {
  const { preflight, actual, origin, method } = hop;
  return [
    ...(preflight ? [preflightStep(preflight, { origin, method, pageOrigin })] : []),
    ...(actual ? [actualStep(hop, actual, pageOrigin)] : []),
  ];
}

/** What became of the checks of one response: those of the findings, and all others. */
interface States {
  readonly findings: readonly Finding[];
  readonly others: CheckState;
  /** Without headers nothing is checked after the first failure. */
  readonly afterFailure: CheckState;
}

const allPassed: States = { findings: [], others: "pass", afterFailure: "pass" };

function statesAt(step: Step, { outcome, findings }: Diagnosis): States {
  const answered = step.exchange.status > 0;
  const here = findings.filter((finding) => finding.step === step.name);
  const all = (others: CheckState): States => ({ findings: here, others, afterFailure: others });
  if (outcome === "allowed") return all("pass");
  if (here.length > 0 && answered) return all("pass");
  if (here.length > 0) return { findings: here, others: "open", afterFailure: "not-reached" };
  if (findings.length > 0) return all(step.name === "preflight" ? "pass" : "not-reached");
  if (step.name === "preflight" && isAnswered(step.exchange)) return all(passesEitherWay(step) ? "pass" : "open");
  return all(outcome === "failed" && !answered ? "not-reached" : "open");
}

/** True when a response passes whether or not the request carries credentials. */
function passesEitherWay(step: Step): boolean {
  return (["omit", "include"] as const).every(
    (credentials) => checkResponse(underCredentialsMode(step, credentials)).length === 0,
  );
}

function checksAt(step: Step, { credentials }: Diagnosis, states: States): Omit<Check, "hop">[] {
  let failed = false;
  return checksOf[step.exchange.browser][step.name].flatMap((check) => {
    const finding = states.findings.find(({ cause }) => checkOf.get(cause) === check.id);
    if (!finding && !check.applies(step, credentials)) return [];
    const evidence = finding ?? check.passes(step);
    const state = finding
      ? finding.certainty === "certain"
        ? "fail"
        : "open"
      : failed
        ? states.afterFailure
        : states.others;
    failed ||= finding !== undefined;
    const { subject, got, want } = evidence;
    return [
      { id: check.id, step: step.name, title: translate(check.title), state, subject, got, want, spec: check.spec },
    ];
  });
}

/** One check, wherever it is met. */
interface CheckKind {
  readonly title: string;
  /** False where a response has nothing to be checked; a finding is told in any case. */
  readonly applies: (step: Step, credentials: CredentialsMode) => boolean;
  /** What is looked at, what is there, and what would pass. */
  readonly passes: (step: Step) => Evidence;
}

const kinds: { readonly [Id in CheckId]: CheckKind } = {
  scheme: {
    title: "The URL is one of http or https",
    applies: () => false,
    passes: ({ exchange }) => ({ subject: "URL scheme", got: exchange.url, want: translate("http: or https:") }),
  },
  "local-network": {
    title: "The page may reach the local network",
    applies: () => false,
    passes: () => ({ subject: "permission", got: null, want: null }),
  },
  "preflight-redirect": {
    title: "The preflight is not redirected",
    applies: () => true,
    passes: status,
  },
  "allow-origin": {
    title: "The page's origin may read the response",
    applies: ({ isCrossOrigin }) => isCrossOrigin,
    passes: (step) => header(step, "Access-Control-Allow-Origin", step.origin),
  },
  "allow-credentials": {
    title: "It may be read with credentials",
    applies: (step, credentials) =>
      step.isCrossOrigin &&
      (credentials === "include" || (credentials === "unknown" && allowsCredentials(step).got === "true")),
    passes: allowsCredentials,
  },
  "preflight-status": {
    title: "The preflight is answered with an ok status",
    applies: () => true,
    passes: status,
  },
  "allow-methods-list": {
    title: "The allowed methods are a list",
    applies: (step) => header(step, "Access-Control-Allow-Methods", null).got !== null,
    passes: (step) => header(step, "Access-Control-Allow-Methods", null),
  },
  "allow-headers-list": {
    title: "The allowed headers are a list",
    applies: (step) => header(step, "Access-Control-Allow-Headers", null).got !== null,
    passes: (step) => header(step, "Access-Control-Allow-Headers", null),
  },
  "allow-methods": {
    title: "The method is allowed",
    applies: ({ method }) => !isCorsSafelistedMethod(method),
    passes: (step) => header(step, "Access-Control-Allow-Methods", step.method),
  },
  "allow-headers": {
    title: "The request's headers are allowed",
    applies: ({ headerNames }) => headerNames.length > 0,
    passes: (step) => header(step, "Access-Control-Allow-Headers", step.headerNames.join(", ")),
  },
  "redirect-url": {
    title: "The redirect's URL has no user name or password",
    applies: ({ exchange }) => isRedirect(exchange),
    passes: ({ exchange }) => ({ subject: "Location", got: exchange.redirectUrl, want: null }),
  },
};

function status({ exchange }: Step): Evidence {
  return { subject: "status", got: exchange.status > 0 ? String(exchange.status) : null, want: "200–299" };
}

function allowsCredentials(step: Step): Evidence {
  return header(step, "Access-Control-Allow-Credentials", "true");
}

function header({ exchange }: Step, subject: string, want: string | null): Evidence {
  return { subject, got: getHeader(exchange.responseHeaders, subject), want };
}

const checkOf: ReadonlyMap<string, CheckId> = new Map(causes.map(({ id, check }) => [id, check]));

/** The checks of each step in the order of the causes that fail them. */
const checksOf = inEachOrder((ordered) => ({
  preflight: kindsAt("preflight", ordered),
  actual: kindsAt("actual", ordered),
}));

function kindsAt(
  step: Step["name"],
  ordered: readonly Cause[],
): readonly (CheckKind & { id: CheckId; spec: string })[] {
  const judging = ordered.filter(({ judges }) => judges.includes(step));
  const specs = new Map(judging.map(({ check, spec }) => [check, spec] as const));
  return [...specs].map(([id, spec]) => ({ ...kinds[id], id, spec }));
}
