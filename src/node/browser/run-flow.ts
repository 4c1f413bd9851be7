import { existsSync } from "node:fs";
import { basename } from "node:path";
import { pathToFileURL } from "node:url";
import type { Page } from "puppeteer";
import { visible } from "../../text/visible.ts";
import { errorMessage } from "../errors.ts";
import type { Flow, FlowContext } from "../flow/flow.ts";
import { importModule } from "../import-module.ts";

/** A flow and the file that it is in. */
export interface LoadedFlow {
  readonly file: string;
  readonly flow: Flow;
}

/** The flow in a file; a sentence when the file has no flow. */
export async function loadFlow(file: string): Promise<LoadedFlow | string> {
  // Node's own message for a missing file names a file of this package.
  if (!existsSync(file)) return `${visible(file)}: no such file`;
  try {
    const module = await importModule(file);
    const flow = typeof module === "object" && module !== null && "default" in module ? module.default : undefined;
    if (typeof flow === "function") return { file, flow: flow as Flow };
    return `${visible(file)}: the flow is missing; write "export default async ({ page, step }) => { … }"`;
  } catch (error) {
    return `${visible(file)}: cannot load the flow (${errorMessage(error)})`;
  }
}

/**
 * Runs a flow on a page, and waits also for steps that the flow does not wait for.
 * @param setActivity takes what is still running, for the message of a timeout
 * @throws an error that names the file, the step and the line
 */
export async function runFlow(
  { file, flow }: LoadedFlow,
  page: Page,
  setActivity: (activity: string) => void,
): Promise<void> {
  const shown = visible(file);
  const running = new Set<Promise<unknown>>();
  const failedSteps = new Map<unknown, FailedStep>();
  let hasEnded = false;
  let lateError: Error | undefined;
  const fail = (error: unknown): Error => {
    const step = failedSteps.get(error);
    const stack = error instanceof Error ? (error.stack ?? "") : "";
    // Many errors of Puppeteer, such as those of a locator, have no line of the flow.
    const place = lineIn(stack, file) || lineIn(step?.calledAt ?? "", file);
    const subject = `${shown}${place}${step === undefined ? "" : `: step "${visible(step.name)}"`} failed`;
    return new Error(`${subject}: ${errorMessage(error)}`);
  };
  const step: FlowContext["step"] = (name, action) => {
    setActivity(`step "${visible(String(name))}" of ${shown} was still running`);
    const calledAt = new Error().stack ?? "";
    const result = (async () => action())();
    const ended = result.catch((error: unknown) => {
      // The innermost of nested steps is the one that failed.
      if (!failedSteps.has(error)) failedSteps.set(error, { name: String(name), calledAt });
      if (hasEnded) lateError ??= fail(error);
    });
    running.add(ended);
    return result;
  };
  setActivity(`${shown} was still running`);
  try {
    await flow({ page, step });
  } catch (error) {
    throw fail(error);
  }
  hasEnded = true;
  await Promise.all(running);
  if (lateError) throw lateError;
}

interface FailedStep {
  readonly name: string;
  /** The stack of the call of `step`. */
  readonly calledAt: string;
}

/** The line and column of the flow's file in a stack, as `:12:5`; "" where the stack does not name it. */
function lineIn(stack: string, file: string): string {
  // Node.js names a module by its URL, jiti by its path.
  const names = [basename(file), basename(pathToFileURL(file).href)];
  const line = stack.split("\n").find((each) => names.some((name) => each.includes(`/${name}:`)));
  return /:\d+:\d+(?=\)?$)/.exec(line?.trim() ?? "")?.[0] ?? "";
}
