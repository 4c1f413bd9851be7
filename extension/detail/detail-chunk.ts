// The code that only an opened fetch, a file or the settings need. It is a chunk of its own, which the panel loads after the list.

export {
  exposeFixes,
  fixesFor,
  refusalAsPrompt,
  refusalInMarkdown,
  retryOf,
  stacks,
  trialOf,
} from "../../src/index.ts";
export { FileBar } from "../file/file-bar.tsx";
export { readFile, writeFile } from "../file/har-file.ts";
export { ObserveBanner } from "../observe/observe-banner.tsx";
export { bodyOf, compareResponses, findRetriedFetch } from "../retry/retry.ts";
export { sendAgain } from "../retry/send-again.ts";
export { Settings } from "../settings/settings.tsx";
export { TrialBanner } from "../try-fix/trial-banner.tsx";
export { Detail } from "./detail.tsx";
