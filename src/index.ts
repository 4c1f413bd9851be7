export { isAltered } from "./alteration.ts";
export type { CauseId } from "./causes/index.ts";
export { causes } from "./causes/index.ts";
export { type Check, type CheckState, checklistOf } from "./checklist.ts";
export { type ConsoleText, consoleTextOf } from "./console-text.ts";
export { diagnose, diagnoseInSteps } from "./diagnose.ts";
export type { Certainty, Diagnosis, DiffRow, Finding, Outcome, RecognizedReason } from "./diagnosis.ts";
export { isRefused } from "./diagnosis.ts";
export { diffOf } from "./diff.ts";
export { withNotes } from "./exact.ts";
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
export { type Fix, fixesFor } from "./fix.ts";
export { say, speak, type Translate } from "./prose.ts";
export { type CdpEvent, type CdpRecorder, readCdp, recordCdp } from "./recording/cdp.ts";
export { readEntry, readHar } from "./recording/har.ts";
export { redactHeaders, redactUrl } from "./redact.ts";
export { redactHar } from "./redact-har.ts";
export { type RegressionTests, regressionTestsOf } from "./regression-test.ts";
export type { Remedy } from "./remedy.ts";
export { readReport, type ShownReport, type ShownSource } from "./report/embedded.ts";
export { refusalInMarkdown } from "./report/markdown.ts";
export { type RetryRequest, retryOf } from "./retry.ts";
export { shapeOf } from "./shape.ts";
export { stacks } from "./stacks/index.ts";
export { type Obstacle, type Trial, trialOf } from "./trial.ts";
export { type VerifyCommand, verifyCommands } from "./verify.ts";
export { type Note, readNotes } from "./watched.ts";
export { type WrongCure, whyNot, wrongCures } from "./why-not.ts";
