import type {
  exposeFixes,
  fixesFor,
  refusalAsPrompt,
  refusalInMarkdown,
  retryOf,
  stacks,
  trialOf,
} from "../../src/index.ts";
import type { readFile, writeFile } from "../file/har-file.ts";
import type { bodyOf, compareResponses, findRetriedFetch } from "../retry/retry.ts";
import type { sendAgain } from "../retry/send-again.ts";

/** The part of the detail chunk that stores use. */
export interface DeferredFunctions {
  readonly exposeFixes: typeof exposeFixes;
  readonly fixesFor: typeof fixesFor;
  readonly refusalAsPrompt: typeof refusalAsPrompt;
  readonly refusalInMarkdown: typeof refusalInMarkdown;
  readonly retryOf: typeof retryOf;
  readonly stacks: typeof stacks;
  readonly trialOf: typeof trialOf;
  readonly readFile: typeof readFile;
  readonly writeFile: typeof writeFile;
  readonly bodyOf: typeof bodyOf;
  readonly compareResponses: typeof compareResponses;
  readonly findRetriedFetch: typeof findRetriedFetch;
  readonly sendAgain: typeof sendAgain;
}
