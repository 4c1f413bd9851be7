import { captureBuiltins } from "./builtins.ts";
import { normalizeMethod, readFetch, readOption, resolveUrl, watchCalls } from "./calls.ts";
import { createSecret, type HandOverEvents, handOverSecret, takeSecret } from "./hand-over.ts";
import { createMethodWatcher, prepareTraps } from "./method-watcher.ts";
import { answerRequests, createNotes, sendNotes } from "./notes.ts";
import { watchPolicyViolations } from "./policy-violations.ts";
import { createTimers, watchTimers } from "./timers.ts";

export { createSecret } from "./hand-over.ts";

/**
 * The functions that the script consists of. They run in the page as text, so each one stands alone: it uses its parameters
 * and the browser's globals, and nothing of its module. The build may rename the functions; the script finds them by these
 * keys, which no build renames.
 */
const parts = {
  captureBuiltins,
  createNotes,
  sendNotes,
  prepareTraps,
  createMethodWatcher,
  watchCalls,
  readFetch,
  readOption,
  normalizeMethod,
  resolveUrl,
  watchPolicyViolations,
  answerRequests,
};

/**
 * A script that notes the page's calls, to be run before the page's own scripts. It replies to an event of the secret's
 * type and to nothing else; the page can neither find nor guess that type.
 */
export function watchScript(secret: string): string {
  return scriptOf(parts, observePage, secret);
}

/**
 * The same script, but it sends each note at once by a function that the browser puts under the secret's name in every new
 * document, as `Runtime.addBinding` of the Chrome DevTools Protocol does. It sends `timersAnnouncement` too, once there is a
 * timer that `pendingTimersExpression` can read in this document.
 */
export function sendingScript(secret: string): string {
  return scriptOf({ ...parts, createTimers, watchTimers }, sendFromPage, secret);
}

/**
 * The sending script for a dedicated worker, to be run while the worker waits for the debugger. It notes no timers, and reads
 * the worker's URL only when a note is sent, because a waiting worker has none.
 */
export function workerScript(secret: string): string {
  return scriptOf(parts, sendFromWorker, secret);
}

/**
 * The same script for a browser that runs it in every new document: it makes its secret itself, and hands it to the script of
 * `secretTakingScript` in the same document.
 */
export function selfStartingScript(): string {
  return scriptOf({ ...parts, observePage, createSecret, handOverSecret }, observeFromStart, handOverEvents);
}

/** A script for the extension's own world of a document. It sends the secret of the watching script to the extension. */
export function secretTakingScript(): string {
  const send = "(secret) => void chrome.runtime.sendMessage({ secret })";
  return `{ const __name = (value) => value;\n(${takeSecret})(${JSON.stringify(handOverEvents)}, ${send}); }\n`;
}

/** The types of the events between the two scripts. The page sees none of these events, because they precede its scripts. */
const handOverEvents = { offer: "cors-panel-secret", question: "cors-panel-question" };

function scriptOf<Parts extends object, Value>(
  parts: Parts,
  observe: (functions: Parts, value: Value) => void,
  value: Value,
): string {
  const functions = Object.entries(parts).map(([name, part]) => `${name}: ${part}`);
  const call = `(${observe})({${functions.join(",\n")}}, ${JSON.stringify(value)});`;
  // Some compilers wrap functions in a helper of this name. The script ends with a line break because DevTools puts the text
  // into a function.
  return `{ const __name = (value) => value;\n${call} }\n//# sourceURL=cors-panel-observer.js\n`;
}

/** Runs in the page. */
function observePage(functions: typeof parts, secret: string): void {
  const builtins = functions.captureBuiltins();
  const notes = functions.createNotes(builtins);
  const watcher = functions.createMethodWatcher(builtins, functions.prepareTraps);
  functions.watchCalls(builtins, functions, watcher, notes);
  functions.watchPolicyViolations(builtins, notes, watcher.isWasmForbidden);
  functions.answerRequests(builtins, notes, secret);
}

/** Runs in the page. */
function observeFromStart(functions: SelfStartingParts, events: HandOverEvents): void {
  const secret = functions.createSecret();
  functions.observePage(functions, secret);
  functions.handOverSecret(secret, events);
}

interface SelfStartingParts extends Parts {
  readonly observePage: typeof observePage;
  readonly createSecret: typeof createSecret;
  readonly handOverSecret: typeof handOverSecret;
}

type Parts = typeof parts;

/** Runs in the page. */
function sendFromPage(functions: SendingParts, secret: string): void {
  const builtins = functions.captureBuiltins();
  const { notes, announceTimers } = functions.sendNotes(builtins, secret);
  const watcher = functions.createMethodWatcher(builtins, functions.prepareTraps);
  functions.watchCalls(builtins, functions, watcher, notes);
  functions.watchTimers(builtins, watcher, functions.createTimers(builtins), secret, announceTimers);
  functions.watchPolicyViolations(builtins, notes, watcher.isWasmForbidden);
}

/** Runs in a worker. */
function sendFromWorker(functions: Parts, secret: string): void {
  const builtins = functions.captureBuiltins();
  const { notes } = functions.sendNotes(builtins, secret);
  const watcher = functions.createMethodWatcher(builtins, functions.prepareTraps);
  functions.watchCalls(builtins, functions, watcher, notes);
  functions.watchPolicyViolations(builtins, notes, watcher.isWasmForbidden);
}

interface SendingParts extends Parts {
  readonly createTimers: typeof createTimers;
  readonly watchTimers: typeof watchTimers;
}

/** An expression that takes the script's notes since the last time, as JSON; with `isLast` the script then stops. */
export function takeNotesExpression(secret: string, isLast: boolean): string {
  return `(${takeNotes})(${JSON.stringify(secret)}, ${isLast})`;
}

/** Runs in the page; null where no script responds. */
function takeNotes(secret: string, isLast: boolean): string | null {
  let response: string | null = null;
  const detail = (notes: string) => {
    response = notes;
    return isLast;
  };
  dispatchEvent(new CustomEvent(secret, { detail }));
  return response;
}
