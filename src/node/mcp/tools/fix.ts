import { z } from "zod";
import { unique } from "../../../collections.ts";
import { agentFixLines } from "../../../report/agent-report.ts";
import { chosenFixes, likeliestFixes } from "../../../report/chosen-fixes.ts";
import { defaultOptions } from "../../../report/format.ts";
import { serverOf } from "../../../report/groups.ts";
import { refusalNumber, runNumber } from "../refusal-arguments.ts";
import { dataNotice } from "../run-report.ts";
import { stackId } from "../stack-id.ts";
import { defineTool } from "../tool.ts";

/** The whole code that fixes a refusal. */
export const fixTool = defineTool({
  name: "cors_fix",
  title: "Get the code that fixes a refusal",
  description: `Returns the complete fix for one refusal of an earlier cors_check, cors_diagnose or cors_preflight, for the recognized server or for a stack that you name. The code keeps what the server already allows, and covers all refusals of that run. Change the existing CORS code with it; never add a second CORS middleware. Then verify with cors_preflight.`,
  annotations: { readOnlyHint: true, idempotentHint: true, openWorldHint: false },
  input: z.object({
    refusal: refusalNumber,
    stack: stackId.optional().describe("Id of the server stack; default: the recognized one"),
    run: runNumber,
  }),
  async run({ refusal, stack, run }, { runs }) {
    const found = runs.find(refusal, run);
    if (typeof found === "string") return { problem: found };
    const { group, number } = found;
    const fixes = [...chosenFixes(group, found.run.scope, { ...defaultOptions, stacks: stack ? [stack] : [] })];
    const ofStack = stack ? fixes.filter((fix) => fix.stack === stack) : [];
    // Where the page has to change, no server has a fix.
    const shown = ofStack.length > 0 ? ofStack : likeliestFixes(fixes);
    const [first] = shown;
    if (!first) return { problem: `refusal ${number} has no fix${stack ? ` for ${stack}` : ""}` };
    const others = unique(fixes.map((fix) => fix.stack)).filter((id) => id !== first.stack);
    return {
      text: [
        `Fix for refusal ${number} of run ${found.run.id}, at ${serverOf(group[0].fetch)}`,
        dataNotice,
        ...shown.flatMap((fix) => ["", ...agentFixLines(fix)]),
        ...(stack || others.length === 0 ? [] : ["", `Other stacks: ${others.join(", ")}`]),
      ].join("\n"),
    };
  },
});
