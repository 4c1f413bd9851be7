import { type FixScope, fixScopeOf } from "../../report/chosen-fixes.ts";
import { limitSource } from "../../report/collect.ts";
import type { DiagnosedSource } from "../../report/format.ts";
import { equalRequestsOf, type Group } from "../../report/groups.ts";
import { redactSecretValues, withoutSecrets } from "../../report/secrets.ts";

/** One call that diagnosed something, so that later calls can ask about its refusals by their numbers. */
export interface Run {
  /** From 1, in the order of the calls. */
  readonly id: number;
  readonly sources: readonly DiagnosedSource[];
  /** The requests that were refused alike, without secrets, in the order of the report; the first has the number 1. */
  readonly refusals: readonly Group[];
  /** What the fixes of the refusals cover. */
  readonly scope: FixScope;
}

/** The last runs of one connection. */
export interface Runs {
  readonly add: (sources: readonly DiagnosedSource[]) => Run;
  /** The refusal with this number, in the last run when no run is named; a sentence when there is none. */
  readonly find: (refusal: number | undefined, run: number | undefined) => FoundRefusal | string;
}

export interface FoundRefusal {
  readonly group: Group;
  readonly number: number;
  readonly run: Run;
}

/** No runs yet. Recordings are large, so only the last few are kept. */
export function createRuns(): Runs {
  const runs: Run[] = [];
  let added = 0;
  return {
    add(whole) {
      const sources = whole.map((source) => limitSource(source));
      added += 1;
      const shown = sources.map((source) => withoutSecrets(source, redactSecretValues));
      const refusals = shown.flatMap((source) => equalRequestsOf(source).refused);
      const run = { id: added, sources, refusals, scope: fixScopeOf(shown) };
      runs.push(run);
      if (runs.length > maxRuns) runs.shift();
      return run;
    },
    find(number, id) {
      const run = id === undefined ? runs.at(-1) : runs.find((candidate) => candidate.id === id);
      if (!run) return runs.length === 0 ? noRun : `there is no run ${id}; the available runs are ${listOf(runs)}`;
      const { refusals } = run;
      if (refusals.length === 0) return `run ${run.id} has no refused requests`;
      if (number === undefined && refusals.length > 1)
        return `run ${run.id} has ${refusals.length} refusals; set refusal to a number from 1 to ${refusals.length}`;
      const group = refusals[(number ?? 1) - 1];
      if (!group) return `run ${run.id} has no refusal ${number}; it has ${refusals.length}`;
      return { group, number: number ?? 1, run };
    },
  };
}

const maxRuns = 8;

const noRun = "no run yet; call cors_check, cors_diagnose or cors_preflight first";

function listOf(runs: readonly Run[]): string {
  return runs.map(({ id }) => id).join(", ");
}
