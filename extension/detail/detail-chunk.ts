/** What only a fetch that is looked at needs, and files and settings: a chunk of its own beside the list's. */
export { fixesFor, refusalInMarkdown, retryOf, stacks, trialOf } from "../../src/index.ts";
export { readFile, writeFile } from "../file/har-file.ts";
export { bodyOf, compareResponses, findRetriedFetch, retryExpression } from "../retry/retry.ts";
export { Settings } from "../settings/settings.tsx";
export { Detail } from "./detail.tsx";
