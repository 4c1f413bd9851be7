export type { CauseId } from "./causes/index.ts";
export { causes } from "./causes/index.ts";
export { diagnose, diagnoseInSteps } from "./diagnose.ts";
export type { Certainty, Diagnosis, DiffRow, Finding, Outcome, RecognizedReason } from "./diagnosis.ts";
export { isRefused } from "./diagnosis.ts";
export type {
  Alteration,
  Asked,
  Browser,
  CorsFetch,
  CredentialsMode,
  Exchange,
  Header,
  Hop,
  Initiator,
  Recording,
} from "./exchange.ts";
export { askedOf, lastHop } from "./exchange.ts";
export { type Check, type CheckState, checklistOf } from "./explain/checklist.ts";
export { type ConsoleText, consoleTextOf } from "./explain/console-text.ts";
export { type VerifyCommand, verifyCommands } from "./explain/curl-commands.ts";
export { diffOf } from "./explain/diff.ts";
export { type RegressionTests, regressionTestsOf } from "./explain/regression-test.ts";
export { type RetryRequest, retryOf } from "./explain/retry-request.ts";
export { type WrongCure, whyNot, wrongCures } from "./explain/wrong-fixes.ts";
export { type Fix, fixesFor } from "./fixes/fixes.ts";
export { type Obstacle, type Trial, trialOf } from "./fixes/trial.ts";
export { isAltered } from "./history/header-overrides.ts";
export { type CdpEvent, type CdpRecorder, readCdp, recordCdp } from "./recording/cdp.ts";
export { readEntry, readHar } from "./recording/har.ts";
export { withNotes } from "./recording/merge-observed-calls.ts";
export { type Note, readNotes } from "./recording/observed-calls.ts";
export { redactHeaders, redactUrl } from "./redact/redact.ts";
export { redactHar } from "./redact/redact-har.ts";
export type { Remedy } from "./remedy.ts";
export { readReport, type ShownReport, type ShownSource } from "./report/embedded.ts";
export { refusalInMarkdown } from "./report/markdown.ts";
export { stacks } from "./stacks/index.ts";
export { shapeOf } from "./text/path-template.ts";
export { say, speak, type Translate } from "./text/translate.ts";
