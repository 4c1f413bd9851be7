import { readFile } from "node:fs/promises";
import { visible } from "../../text/visible.ts";
import type { PageStep } from "../browser/page-steps.ts";
import { loadFlow } from "../browser/run-flow.ts";
import { fileErrorMessage } from "../errors.ts";
import { findPageUrlProblem } from "./page-url.ts";

/** A page to visit, and what to do there. */
export interface PlannedVisit {
  /** null for a flow that opens its pages itself. */
  readonly url: string | null;
  /** What the visit is called in reports. */
  readonly name: string;
  readonly steps: readonly PageStep[];
}

/** A part of the command line, as `parseArgs` returns it. */
export interface ArgumentToken {
  readonly kind: string;
  readonly name?: string;
  readonly value?: string | undefined;
}

/** The steps of one URL, or those that all URLs share. */
interface UrlSteps {
  readonly url: string | null;
  readonly steps: PageStep[];
  readonly flows: Extract<PageStep, { readonly kind: "flow" }>[];
}

/**
 * The visits that the arguments ask for, in their order; a sentence when they cannot be done. Steps belong to the URL before
 * them, and those before the first URL to every URL. Each flow is a visit of its own, which does the steps of its URL first.
 */
export async function readPlan(tokens: readonly ArgumentToken[]): Promise<readonly PlannedVisit[] | string> {
  const shared: UrlSteps = { url: null, steps: [], flows: [] };
  const ofUrls: UrlSteps[] = [];
  for (const { kind, name, value } of tokens) {
    if (value === undefined) continue;
    const current = ofUrls.at(-1) ?? shared;
    if (kind === "positional") {
      const problem = findPageUrlProblem(value, ["http:", "https:", "file:", "data:"]);
      if (problem !== null) return problem;
      ofUrls.push({ url: value, steps: [], flows: [] });
    } else if (kind === "option") {
      const problem = await addStep(current, name, value);
      if (problem !== null) return problem;
    }
  }
  if (ofUrls.length > 0) return ofUrls.flatMap((own) => visitsOf(shared, own));
  if (shared.flows.length === 0) return "no URL given; add the URL of the page to open";
  if (shared.steps.length > 0)
    return "--click and --script need the URL of a page; add it before them, or do the steps in the flow";
  return visitsOf(shared, { url: null, steps: [], flows: [] });
}

/** Adds the step of an option; a sentence when it cannot be read. */
async function addStep({ steps, flows }: UrlSteps, name: string | undefined, value: string): Promise<string | null> {
  if (name === "click") steps.push({ kind: "click", selector: value });
  if (name === "flow") {
    const loaded = await loadFlow(value);
    if (typeof loaded === "string") return loaded;
    flows.push({ kind: "flow", ...loaded });
  }
  if (name !== "script") return null;
  try {
    steps.push({ kind: "script", file: value, code: await readFile(value, "utf8") });
    return null;
  } catch (error) {
    return `${visible(value)}: cannot read the script (${fileErrorMessage(error)})`;
  }
}

function visitsOf(shared: UrlSteps, { url, steps, flows }: UrlSteps): PlannedVisit[] {
  const before = [...shared.steps, ...steps];
  const own = [...shared.flows, ...flows];
  if (own.length === 0) return [{ url, name: url ?? "", steps: before }];
  return own.map((flow) => ({ url, name: url ?? flow.file, steps: [...before, flow] }));
}
