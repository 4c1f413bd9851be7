import { readFileSync } from "node:fs";
import { parse } from "yaml";

/** One step of the action in action.yml. */
export interface ActionStep {
  readonly run?: string;
  readonly uses?: string;
  readonly if?: string;
  /** The step's environment, with the inputs' values. */
  readonly env: Readonly<Record<string, string>>;
}

interface Action {
  readonly inputs: Readonly<Record<string, { readonly default: string }>>;
  readonly runs: { readonly steps: readonly (Omit<ActionStep, "env"> & { readonly env?: Record<string, string> })[] };
}

function readAction(): Action {
  return parse(readFileSync(new URL("../../action.yml", import.meta.url), "utf8"));
}

/** The inputs of the action with their defaults. */
export function actionInputs(): Record<string, string> {
  return Object.fromEntries(Object.entries(readAction().inputs).map(([name, input]) => [name, input.default]));
}

/** The steps of the action, as the runner sees them with these inputs. Throws for an input that the action does not have. */
export function actionSteps(inputs: Readonly<Record<string, string>>): ActionStep[] {
  const inputOf = (_: string, name: string) => {
    const value = inputs[name];
    if (value === undefined) throw new Error(`action.yml has no input ${name}`);
    return value;
  };
  return readAction().runs.steps.map(({ env = {}, ...step }) => ({
    ...step,
    env: Object.fromEntries(
      Object.entries(env).map(([name, value]) => [name, value.replace(/\$\{\{ inputs\.([\w-]+) \}\}/g, inputOf)]),
    ),
  }));
}

/** The outputs that a step wrote into its `GITHUB_OUTPUT`. */
export function readOutputs(text: string): Record<string, string> {
  const lines = text.split("\n").filter((line) => line !== "");
  return Object.fromEntries(lines.map((line) => [line.slice(0, line.indexOf("=")), line.slice(line.indexOf("=") + 1)]));
}
