import type { Cause, CheckId, Step } from "../causes/cause.ts";
import { causes, inEachOrder } from "../causes/index.ts";
import type { Diagnosis, Finding } from "../diagnosis.ts";
import type { Hop } from "../exchange.ts";
import { translate } from "../text/translate.ts";
import {
  actualStep,
  checkResponse,
  isAnswered,
  preflightStep,
  underCredentialsMode,
} from "../verdict/check-response.ts";
import { type CheckKind, checkKinds } from "./check-kinds.ts";

/**
 * `fail`: a certain finding shows it. `open`: the recording does not show the result. `not-reached`: the browser stopped
 * at an earlier check, or there was no response to check.
 */
export type CheckState = "pass" | "fail" | "open" | "not-reached";

/** One check that the Fetch standard makes a browser do on one response. */
export interface Check {
  readonly id: CheckId;
  /** Index of the request within the fetch, from 0; a redirect leads to the next one. */
  readonly hop: number;
  readonly step: Step["name"];
  /** What must be true, as a sentence without a period. */
  readonly title: string;
  readonly state: CheckState;
  readonly subject: string;
  /** The value in the response; null where it has none. */
  readonly got: string | null;
  /** The value that would pass; null where any value does. */
  readonly want: string | null;
  /** URL of the section of the standard. */
  readonly spec: string;
}

/**
 * The checks that the browser made on each response of a fetch, in the browser's order. The failed checks are the
 * findings of the diagnosis. Checks after the first failed one are listed too: they would stop the browser next.
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

/** The results of the checks on one response: of those with a finding, and of all others. */
interface States {
  readonly findings: readonly Finding[];
  readonly others: CheckState;
  /** The result of every other check after a failed one; without headers the browser checks nothing more. */
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

/** True for a response that passes with credentials and without. */
export function passesEitherWay(step: Step): boolean {
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

const checkOf: ReadonlyMap<string, CheckId> = new Map(causes.map(({ id, check }) => [id, check]));

/** The checks of each step, in the order of the causes that fail them. */
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
  return [...specs].map(([id, spec]) => ({ ...checkKinds[id], id, spec }));
}
