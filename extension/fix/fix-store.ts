import { computed, effect, type ReadonlySignal } from "@preact/signals";
import { type Diagnosis, type Fix, groupBy, isBlocked } from "../../src/index.ts";
import type { DeferredFunctions } from "../detail/deferred-functions.ts";
import type { Scope } from "../detail/selection-store.ts";
import { serverOf } from "../list/fetch-facts.ts";
import type { RowSets } from "../list/list-store.ts";
import type { Row } from "../list/rows.ts";
import type { Section } from "../list/sections.ts";
import type { DiagnosedLog } from "../recording/diagnosed-log.ts";
import type { SettingsStore, StackChoices } from "../settings/settings-store.ts";
import type { Deferred } from "../store/deferred.ts";

/** The fixes for the selected row, by stack. */
export interface FixStore {
  readonly stacks: ReadonlySignal<readonly StackFixes[]>;
  /** Id of the stack whose fixes are shown, or "". */
  readonly stack: ReadonlySignal<string>;
  /** The fixes for that stack. */
  readonly chosenFixes: ReadonlySignal<readonly Fix[]>;
  readonly chooseStack: (stack: string) => void;
}

/** All fixes for one stack. */
export interface StackFixes {
  readonly stack: string;
  readonly name: string;
  readonly fixes: readonly Fix[];
}

export interface FixSources {
  readonly diagnosedLog: ReadonlySignal<DiagnosedLog>;
  readonly sections: ReadonlySignal<readonly Section[]>;
  readonly rowSets: RowSets;
  readonly row: ReadonlySignal<Row | null>;
  readonly scope: ReadonlySignal<Scope>;
  readonly functions: Deferred<DeferredFunctions>;
  readonly settings: Pick<SettingsStore, "preferredStack" | "chosenStacks">;
}

export interface FixParts {
  readonly store: FixStore;
  /** The fetches that the fix is for, the selected one first. */
  readonly toFix: ReadonlySignal<readonly Diagnosis[]>;
  /** What was recorded where the selected row was: in a report of several sources, only that source. */
  readonly selectedLog: ReadonlySignal<DiagnosedLog>;
  readonly close: () => void;
}

export function createFixStore(sources: FixSources): FixParts {
  const { diagnosedLog, sections, rowSets, row, scope, functions, settings } = sources;
  const { preferredStack, chosenStacks } = settings;
  const logOf = ({ section }: Row): DiagnosedLog => {
    const own = sections.value[section - 1];
    return own && "recorded" in own ? own.recorded : diagnosedLog.value;
  };
  const selectedLog = computed(() => (row.value ? logOf(row.value) : diagnosedLog.value));
  const toFix = computed(() => {
    const { outcome, diagnosis } = row.value ?? {};
    if (outcome !== "refused" || !diagnosis) return [];
    if (scope.value === "fetch") return [diagnosis];
    const isWhole = selectedLog.value === diagnosedLog.value;
    const blocked = isWhole ? rowSets.blocked.value : selectedLog.value.diagnoses.filter(isBlocked);
    return withSameServer(diagnosis, blocked);
  });
  const stacks = computed(() => {
    const { loaded } = functions;
    const { recording } = selectedLog.value;
    if (!loaded.value) return [];
    if (toFix.value.length > 0) return byStack(loaded.value.fixesFor(toFix.value, recording));
    const { diagnosis } = row.value ?? {};
    return diagnosis ? byStack(loaded.value.exposeFixes(diagnosis, recording)) : [];
  });
  const stack = computed(() => {
    const chosen = chosenStacks.value[row.value?.server ?? ""] ?? preferredStack.value;
    return (stacks.value.find(({ stack }) => stack === chosen) ?? stacks.value[0])?.stack ?? "";
  });
  const chosenFixes = computed(() => stacks.value.find((one) => one.stack === stack.value)?.fixes ?? []);
  const close = effect(() => {
    const isKnown = functions.loaded.value?.stacks.some(({ id }) => id === preferredStack.value);
    if (isKnown === false) preferredStack.value = "";
  });
  const chooseStack = (stack: string) => {
    if (row.value) chosenStacks.value = withChoice(chosenStacks.value, row.value.server, stack);
  };
  return { store: { stacks, stack, chosenFixes, chooseStack }, toFix, selectedLog, close };
}

function withSameServer(diagnosis: Diagnosis, blocked: readonly Diagnosis[]): Diagnosis[] {
  const server = serverOf(diagnosis.fetch);
  return [diagnosis, ...blocked.filter((other) => other !== diagnosis && serverOf(other.fetch) === server)];
}

function byStack(fixes: readonly Fix[]): StackFixes[] {
  return [...groupBy(fixes, ({ stack }) => stack).values()].map((ofStack) => ({
    stack: ofStack[0].stack,
    name: ofStack[0].stackName,
    fixes: ofStack,
  }));
}

function withChoice(choices: StackChoices, server: string, stack: string): StackChoices {
  const others = Object.entries(choices).filter(([known]) => known !== server);
  return Object.fromEntries([...others, [server, stack]].slice(-maxChoices));
}

/** The choices beyond this number that were made longest ago are forgotten. */
const maxChoices = 200;
