export type { CauseId } from "./causes/index.ts";
export { causes } from "./causes/index.ts";
export { groupBy, memo, memoPerOwner, unique } from "./collections.ts";
export { diagnose, diagnoseInSteps } from "./diagnose.ts";
export { createDiagnosisStream, type DiagnosisStream, type JudgedFetch, type StreamLimits } from "./diagnose-stream.ts";
export type {
  Certainty,
  Diagnosis,
  Finding,
  Outcome,
  RecognizedLookAlike,
  RecognizedNote,
  RecognizedReason,
} from "./diagnosis.ts";
export { isAllowed, isBlocked, isFailed, isRefused, isUnknown, plainDiagnosis } from "./diagnosis.ts";
export type {
  Browser,
  CallFrame,
  CorsFetch,
  CredentialsMode,
  Exchange,
  Header,
  HeaderOverride,
  Hop,
  Initiator,
  ObservedCall,
  Recording,
  SourcePosition,
} from "./exchange.ts";
export { lastHop, observedCallOf } from "./exchange.ts";
export { answeredByText } from "./explain/answered-by-text.ts";
export { type CallSite, callSiteOf, callSitePath, callSitePlace } from "./explain/call-site.ts";
export { type CallingFunction, callingFunction } from "./explain/calling-function.ts";
export { type Check, type CheckState, checklistOf } from "./explain/checklist.ts";
export { type ConsoleText, consoleTextOf } from "./explain/console-text.ts";
export { type ApplicationCurl, applicationCurl, type CurlCommand, curlCommands } from "./explain/curl-commands.ts";
export { type DiffRow, diffOf } from "./explain/diff.ts";
export { errorStatusText } from "./explain/error-status-text.ts";
export { findNotes, type NotesByDiagnosis, notesOf } from "./explain/notes.ts";
export { type Recognition, recognition } from "./explain/recognize.ts";
export { type RegressionTests, regressionTestsOf } from "./explain/regression-test.ts";
export { type RetryRequest, retryOf } from "./explain/retry-request.ts";
export { type WrongFix, wrongFixes, wrongFixesFor } from "./explain/wrong-fixes.ts";
export { exposeFixes } from "./fixes/expose-fixes.ts";
export type { Fix } from "./fixes/fix.ts";
export { fixesFor } from "./fixes/fixes.ts";
export { type Trial, type TrialObstacle, trialOf } from "./fixes/trial.ts";
export type { HistoryLimits } from "./history/growing-history.ts";
export { hasHeaderOverride } from "./history/header-overrides.ts";
export { type History, historyOf } from "./history/history.ts";
export { type CdpEvent, type CdpRecorder, readCdp, recordCdp } from "./recording/cdp.ts";
export { readEntry, readHar, readHarInSteps } from "./recording/har.ts";
export { mergeObservedCalls } from "./recording/merge-observed-calls.ts";
export { type Observation, readObservations } from "./recording/observed-calls.ts";
export { redactHar } from "./redact/redact-har.ts";
export { redactHeaders } from "./redact/redact-headers.ts";
export { redactUrl } from "./redact/redact-url.ts";
export type { Remedy } from "./remedy.ts";
export { refusalAsPrompt } from "./report/agent-prompt.ts";
export { readReport, type ShownReport, type ShownSource } from "./report/embedded.ts";
export { refusalInMarkdown } from "./report/markdown.ts";
export type { AnsweredBy } from "./servers/answered-by.ts";
export type { Layer } from "./servers/server.ts";
export { stacks } from "./stacks/index.ts";
export { resultOf } from "./steps.ts";
export { setTranslator, type Translator } from "./text/language.ts";
export { pathTemplate } from "./text/path-template.ts";
export { translate } from "./text/translate.ts";
export { visibleText } from "./text/visible.ts";
