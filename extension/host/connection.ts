import browser, { type Runtime } from "webextension-polyfill";

/** One end of a connection between a devtools page and the background worker. */
export interface Connection {
  readonly send: (message: unknown) => void;
  readonly onMessage: (listener: (message: unknown) => void) => void;
  /** Calls the listener when the other end closed or ended. */
  readonly onClosed: (listener: () => void) => void;
  readonly close: () => void;
}

/** What a devtools page asks of the background worker over a connection. */
type Purpose = "trial" | "watch";

/** Connects a devtools page to the background worker, and starts the worker where it does not run. */
export function connectToBackground(purpose: Purpose): Connection {
  return toConnection(browser.runtime.connect({ name: purpose }));
}

/** Calls the listener in the background worker with each such connection of a devtools page. */
export function onConnected(purpose: Purpose, listener: (connection: Connection) => void): void {
  browser.runtime.onConnect.addListener((port) => {
    if (port.name === purpose) listener(toConnection(port));
  });
}

function toConnection(port: Runtime.Port): Connection {
  return {
    send: (message) => port.postMessage(message),
    onMessage: (listener) => port.onMessage.addListener(listener),
    onClosed: (listener) => port.onDisconnect.addListener(listener),
    close: () => port.disconnect(),
  };
}
