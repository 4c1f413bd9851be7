import type { CdpConnection } from "./cdp-connection.ts";
import { networkParams } from "./network-params.ts";

/** Scripts that note the calls of pages and workers, and the name of the function by which they report. */
export interface WatchScripts {
  /** Runs in each document before the page's own scripts. */
  readonly page: string;
  /** Runs in each dedicated worker before its own script. */
  readonly worker: string;
  readonly binding: string;
}

/** Sends a command; none is sent before those that watch the network. */
export type Command = () => Promise<unknown>;

/**
 * Watches the network of a target and attaches to the targets below it. The command that lets a new target run is sent last, so
 * that it runs even if the others fail.
 * @throws where the target has been closed
 */
export async function startWatching(connection: CdpConnection, observe: readonly Command[]): Promise<void> {
  const [network, autoAttach] = await Promise.allSettled([
    connection.send("Network.enable", networkParams),
    connection.send("Target.setAutoAttach", autoAttachParams(connection, true)),
    ...observe.map((send) => send()),
    connection.send("Runtime.runIfWaitingForDebugger"),
  ]);
  // One of them may fail: a browser's session has no network, and older browsers cannot auto-attach below a worker.
  if (network.status === "rejected" && autoAttach.status === "rejected") throw network.reason;
}

/** Makes every document of a page run the script, the present one included; a browser's session has no page and rejects. */
export function observePage({ send }: CdpConnection, { page, binding }: WatchScripts): Command[] {
  return [
    () => send("Page.enable"),
    () => send("ServiceWorker.enable"),
    // Without it, new documents do not get the binding.
    () => send("Runtime.enable"),
    // With it, the stack of a request shows who called an asynchronous function, not only who resumed it.
    () => send("Runtime.setAsyncCallStackDepth", { maxDepth: asyncStackDepth }),
    () => send("Runtime.addBinding", { name: binding }),
    () => send("Page.addScriptToEvaluateOnNewDocument", { source: page, runImmediately: true }),
  ];
}

/** Makes a worker that waits for the debugger run the script before its own. */
export function observeWorker({ send }: CdpConnection, { worker, binding }: WatchScripts): Command[] {
  return [
    () => send("Runtime.enable"),
    () => send("Runtime.setAsyncCallStackDepth", { maxDepth: asyncStackDepth }),
    () => send("Runtime.addBinding", { name: binding }),
    () => send("Runtime.evaluate", { expression: worker, silent: true }),
  ];
}

/** The asynchronous calls that a recorded stack goes back; libraries such as axios make four before they send a request. */
const asyncStackDepth = 16;

export function autoAttachParams({ isFlat }: CdpConnection, isOn: boolean): object {
  return { autoAttach: isOn, waitForDebuggerOnStart: isOn, flatten: isFlat };
}

/** Resolves when every event that the session sent before has arrived: events and replies keep their order. */
export function flush(connection: CdpConnection): Promise<unknown> {
  return connection.send("Network.enable", networkParams);
}
