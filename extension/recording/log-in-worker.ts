import type { RecordingSource } from "../host/network-recording.ts";

/** What the worker gets; the first time together with the port. */
export interface LogRequest {
  readonly settled: readonly string[];
}

/** What the worker sends, several times for a long log. */
export interface LogPart {
  readonly log: unknown;
  readonly isLast: boolean;
}

/**
 * A function that reads DevTools' log in a worker. `getHAR` of DevTools' API sends a message to DevTools over a port, and
 * reads the reply in the page. The port of this function is the worker's, and the message is the same. It is no part of the
 * API, so where DevTools sends no reply, the log is read by `readInPage` from then on.
 *
 * @see https://chromium.googlesource.com/devtools/devtools-frontend/+/refs/heads/main/front_end/models/extensions/ExtensionAPI.ts
 */
export function createLogInWorker(readInPage: RecordingSource["readLog"]): RecordingSource["readLog"] {
  const worker = new Worker(new URL("./log-worker.ts", import.meta.url), { type: "module" });
  const { port1, port2 } = new MessageChannel();
  let transfer: Transferable[] = [port1];
  let isMute = false;
  let hasReplied = false;
  window.parent.postMessage("registerExtension", "*", [port2]);
  return async (settled, onPart) => {
    if (isMute) return readInPage(settled, onPart);
    const isRead = await new Promise<boolean>((done) => {
      const timer = setTimeout(() => done(hasReplied), maxWait);
      worker.onerror = () => done(false);
      worker.onmessage = ({ data: { log, isLast } }: MessageEvent<LogPart>) => {
        hasReplied = true;
        clearTimeout(timer);
        if (isLast) done(true);
        onPart(log);
      };
      worker.postMessage({ settled } satisfies LogRequest, transfer);
      transfer = [];
    });
    if (isRead) return;
    isMute = true;
    worker.terminate();
    await readInPage(settled, onPart);
  };
}

/** Milliseconds after which DevTools is taken not to know the message. */
const maxWait = 10_000;
