import { captureBuiltins } from "./builtins.ts";
import { normalizeMethod, readFetch, readOption, resolveUrl, watchCalls } from "./calls.ts";
import { createMethodWatcher, createTrap } from "./method-watcher.ts";
import { answerRequests, createNotes, sendNotes } from "./notes.ts";
import { watchPolicyViolations } from "./policy-violations.ts";

/**
 * The functions that the script consists of. They run in the page as text, so each one stands alone: it uses its parameters
 * and the browser's globals, and nothing of its module. The build may rename the functions; the script finds them by these
 * keys, which no build renames.
 */
const parts = {
  captureBuiltins,
  createNotes,
  sendNotes,
  createTrap,
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
  return scriptOf(observePage, secret);
}

/**
 * The same script, but it sends each note at once by a function that the browser puts under the secret's name in every new
 * document, as `Runtime.addBinding` of the Chrome DevTools Protocol does.
 */
export function sendingScript(secret: string): string {
  return scriptOf(sendFromPage, secret);
}

function scriptOf(observe: (functions: typeof parts, secret: string) => void, secret: string): string {
  const functions = Object.entries(parts).map(([name, part]) => `${name}: ${part}`);
  const call = `(${observe})({${functions.join(",\n")}}, ${JSON.stringify(secret)});`;
  // Some compilers wrap functions in a helper of this name. The script ends with a line break because DevTools puts the text
  // into a function.
  return `{ const __name = (value) => value;\n${call} }\n//# sourceURL=cors-panel-observer.js\n`;
}

/** Runs in the page. */
function observePage(functions: typeof parts, secret: string): void {
  const builtins = functions.captureBuiltins();
  const notes = functions.createNotes(builtins);
  const watcher = functions.createMethodWatcher(builtins, functions.createTrap);
  functions.watchCalls(builtins, functions, watcher, notes);
  functions.watchPolicyViolations(builtins, notes, watcher.isWasmForbidden);
  functions.answerRequests(builtins, notes, secret);
}

/** Runs in the page. */
function sendFromPage(functions: typeof parts, secret: string): void {
  const builtins = functions.captureBuiltins();
  const notes = functions.sendNotes(builtins, secret);
  const watcher = functions.createMethodWatcher(builtins, functions.createTrap);
  functions.watchCalls(builtins, functions, watcher, notes);
  functions.watchPolicyViolations(builtins, notes, watcher.isWasmForbidden);
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
