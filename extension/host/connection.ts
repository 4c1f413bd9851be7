import browser, { type Runtime } from "webextension-polyfill";

/** One end of a connection between a devtools page and the background worker. */
export interface Connection {
  readonly send: (message: unknown) => void;
  readonly onMessage: (listener: (message: unknown) => void) => void;
  /** Calls the listener when the other end closed or ended. */
  readonly onClosed: (listener: () => void) => void;
  readonly close: () => void;
}

const portName = "trial";

/** Connects a devtools page to the background worker, and starts the worker where it does not run. */
export function connectToBackground(): Connection {
  return toConnection(browser.runtime.connect({ name: portName }));
}

/** Calls the listener in the background worker with the connection of each devtools page. */
export function onConnected(listener: (connection: Connection) => void): void {
  browser.runtime.onConnect.addListener((port) => {
    if (port.name === portName) listener(toConnection(port));
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
