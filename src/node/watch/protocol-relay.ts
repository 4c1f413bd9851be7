// Gives access to the whole Chrome DevTools Protocol of a browser that Playwright controls. Playwright's sessions cannot
// address the targets below a browser's session, so new popups and workers could not be watched from their first request.
// A blank page of its own context relays the messages instead.

import { type CdpConnection, type CdpListener, type CdpSession, listenTo, toConnection } from "./cdp-connection.ts";
import { networkParams } from "./network-params.ts";

/** A connection in flat mode to a browser, and the page that relays it. */
export interface ProtocolRelay {
  readonly connection: CdpConnection;
  /** The page that relays, which must not be watched. */
  readonly targetId: string;
}

/**
 * Opens the relay through a session of the browser, which must stay open. The page stays until the browser closes it.
 * @see https://chromedevtools.github.io/devtools-protocol/tot/Target/#method-exposeDevToolsProtocol
 * @throws when the browser does not support it.
 */
export async function openProtocolRelay(session: CdpSession): Promise<ProtocolRelay> {
  const { browserContextId } = (await session.send("Target.createBrowserContext")) as { browserContextId: string };
  const target = { url: "about:blank", browserContextId, background: true };
  const { targetId } = (await session.send("Target.createTarget", target)) as { targetId: string };
  const attach = { targetId, flatten: false };
  const { sessionId } = (await session.send("Target.attachToTarget", attach)) as { sessionId: string };
  await session.send("Target.exposeDevToolsProtocol", { targetId, bindingName: "protocol" });
  const page = toConnection(session).childSession(sessionId);
  const evaluate = (expression: string) => page.send("Runtime.evaluate", { expression });
  await page.send("Runtime.enable");
  await page.send("Runtime.addBinding", { name: "relay" });
  await evaluate(
    `protocol.onmessage = (message) => { (${watchEarly})(message, ${JSON.stringify(networkParams)}); relay(message); }`,
  );
  const messages = createMessages((message) => evaluate(`protocol.send(${JSON.stringify(message)})`));
  page.listen((method, params) => {
    const { name, payload } = params as { name?: string; payload?: string };
    if (method === "Runtime.bindingCalled" && name === "relay" && payload !== undefined) messages.receive(payload);
  });
  const onDisconnected = (listener: () => void) => listenTo(session, ["close"], listener);
  return { connection: connectionOf(messages, undefined, onDisconnected), targetId };
}

/**
 * Runs in the page: watches the network of a new target at once. Playwright lets the target run meanwhile, and the way
 * to this program and back takes longer than that.
 */
function watchEarly(message: string, networkParams: object): void {
  if (!message.includes('"Target.attachedToTarget"')) return;
  const { method, params } = JSON.parse(message);
  if (method !== "Target.attachedToTarget") return;
  const command = { id: 0, sessionId: params.sessionId, method: "Network.enable", params: networkParams };
  (globalThis as unknown as ExposedProtocol).protocol.send(JSON.stringify(command));
}

/** What `Target.exposeDevToolsProtocol` adds to the page. */
interface ExposedProtocol {
  readonly protocol: { readonly send: (command: string) => void };
}

/** The messages of every session below the browser's, as JSON texts. */
interface Messages {
  /** Sends a command, and resolves with its reply; rejects where the page that relays is no longer there. */
  readonly send: (method: string, params: object | undefined, sessionId: string | undefined) => Promise<unknown>;
  readonly receive: (message: string) => void;
  readonly listeners: Set<(method: string, params: unknown, sessionId: string | undefined) => void>;
}

function createMessages(post: (message: string) => Promise<unknown>): Messages {
  const listeners: Messages["listeners"] = new Set();
  const replies = new Map<number, PromiseWithReply>();
  let lastId = 0;
  return {
    listeners,
    send(method, params, sessionId) {
      lastId += 1;
      const id = lastId;
      return new Promise((resolve, reject) => {
        replies.set(id, { resolve, reject });
        post(JSON.stringify({ id, method, params, sessionId })).catch((error: Error) => {
          replies.delete(id);
          reject(error);
        });
      });
    },
    receive(text) {
      const { id, method, params, result, error, sessionId } = JSON.parse(text);
      if (method !== undefined) for (const listener of [...listeners]) listener(method, params, sessionId);
      const reply = replies.get(id);
      replies.delete(id);
      if (error) reply?.reject(new Error(error.message));
      else reply?.resolve(result);
    },
  };
}

interface PromiseWithReply {
  readonly resolve: (result: unknown) => void;
  readonly reject: (error: Error) => void;
}

function connectionOf(
  messages: Messages,
  ownSessionId: string | undefined,
  onDisconnected: CdpConnection["onDisconnected"],
): CdpConnection {
  return {
    send: (method, params) => messages.send(method, params, ownSessionId),
    listen(listener: CdpListener) {
      const listen = (method: string, params: unknown, sessionId: string | undefined) => {
        if (sessionId === ownSessionId) listener(method, params);
      };
      messages.listeners.add(listen);
      return () => messages.listeners.delete(listen);
    },
    childSession: (sessionId) => connectionOf(messages, sessionId, onDisconnected),
    onDisconnected,
    isFlat: true,
  };
}
