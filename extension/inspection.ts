/** What only a fetch that is looked at needs, and files and settings: a chunk of its own beside the list's. */
export { fixesFor, refusalInMarkdown, retryOf, stacks, trialOf } from "../src/index.ts";
export { readFile, writeFile } from "./file.ts";
export { bodyOf, compare, retried, retryExpression } from "./retry.ts";
export { Detail } from "./views/detail.tsx";
export { Settings } from "./views/settings.tsx";
