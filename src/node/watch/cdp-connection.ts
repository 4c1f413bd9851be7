/**
 * A Chrome DevTools Protocol session: Puppeteer's `CDPSession`, Playwright's, or a client of chrome-remote-interface.
 * @see https://chromedevtools.github.io/devtools-protocol/
 */
export interface CdpSession {
  // Every library types its methods and events by the protocol's tables, in ways that exclude each other.
  // biome-ignore lint/suspicious/noExplicitAny: what a library's own types allow is told by its own documentation
  send(method: any, params?: any, sessionId?: any): Promise<unknown>;
  // biome-ignore lint/suspicious/noExplicitAny: as above
  on(event: any, listener: (...args: any[]) => void): unknown;
  // biome-ignore lint/suspicious/noExplicitAny: as above
  off?(event: any, listener: (...args: any[]) => void): unknown;
}

/** One session of the protocol, by whatever way it is reached. */
export interface CdpConnection {
  readonly send: (method: string, params?: object) => Promise<unknown>;
  /** Calls back for every event that is watched for; gives the function that ends it. */
  readonly listen: (listener: Listener) => () => void;
  /** The session of a target that this one was attached to. */
  readonly child: (sessionId: string) => CdpConnection;
  /** Calls back when there is nothing left to speak to. */
  readonly whenGone: (call: () => void) => void;
  /** False where the messages of children are packed into those of their parent. */
  readonly flat: boolean;
}

export type Listener = (method: string, params: unknown) => void;

/** The events that are watched for. */
const watched = [
  "Network.requestWillBeSent",
  "Network.requestWillBeSentExtraInfo",
  "Network.requestServedFromCache",
  "Network.responseReceived",
  "Network.responseReceivedExtraInfo",
  "Network.loadingFailed",
  "Network.loadingFinished",
  "Target.attachedToTarget",
  "Target.detachedFromTarget",
  "Inspector.targetCrashed",
];

/** How a session of one of the known libraries is spoken to. */
export function connectionOf(session: CdpSession): CdpConnection {
  if ("connection" in session && typeof session.connection === "function") return puppeteerConnection(session);
  if ("webSocketUrl" in session) return remoteInterfaceConnection(session, undefined);
  return nestedConnection(session);
}

function puppeteerConnection(session: CdpSession): CdpConnection {
  return {
    send: (method, params) => session.send(method, params),
    listen: (listener) => listenTo(session, watched, listener),
    child(sessionId) {
      const { connection } = session as CdpSession & { connection(): { session(id: string): CdpSession | null } };
      const child = connection.call(session)?.session(sessionId);
      return child ? puppeteerConnection(child) : gone;
    },
    whenGone: never,
    flat: true,
  };
}

const never = () => {};

const gone: CdpConnection = {
  send: () => Promise.reject(new Error("The target is gone.")),
  listen: () => () => {},
  child: () => gone,
  whenGone: never,
  flat: true,
};

/** chrome-remote-interface gives the session's id with each event, and takes it with each command. */
function remoteInterfaceConnection(client: CdpSession, own: string | undefined): CdpConnection {
  return {
    send: (method, params) => client.send(method, params, own),
    listen: (listener) =>
      listenTo(client, ["event"], (_, message) => {
        const { method, params, sessionId } = message as { method: string; params: unknown; sessionId?: string };
        if (sessionId === own) listener(method, params);
      }),
    child: (sessionId) => remoteInterfaceConnection(client, sessionId),
    whenGone: (call) => void client.on("disconnect", call),
    flat: true,
  };
}

/** A session that shows nothing but itself, as Playwright's do: its children's messages travel packed into its own. */
function nestedConnection(session: CdpSession): CdpConnection {
  return {
    send: (method, params) => session.send(method, params),
    listen: (listener) => listenTo(session, watched, listener),
    child: (sessionId) => packedConnection(nestedParent(session), sessionId),
    whenGone: (call) => void session.on("close", call),
    flat: false,
  };
}

type Parent = Pick<CdpConnection, "send"> & { readonly unpack: (listener: Listener) => () => void };

function nestedParent(session: CdpSession): Parent {
  return {
    send: (method, params) => session.send(method, params),
    unpack: (listener) => listenTo(session, ["Target.receivedMessageFromTarget"], listener),
  };
}

/** Replies are not waited for: nothing that is sent to a child needs one. */
function packedConnection(parent: Parent, sessionId: string): CdpConnection {
  let id = 0;
  const send = (method: string, params: object = {}) => {
    id += 1;
    return parent.send("Target.sendMessageToTarget", { sessionId, message: JSON.stringify({ id, method, params }) });
  };
  const unpack: Parent["unpack"] = (listener) =>
    parent.unpack((_, packed) => {
      const envelope = packed as { sessionId?: string; message?: string };
      if (envelope.sessionId !== sessionId) return;
      const { method, params } = JSON.parse(envelope.message ?? "{}");
      if (method !== undefined) listener(method, params);
    });
  const own: Parent = {
    send,
    unpack: (listener) =>
      unpack((method, params) => {
        if (method === "Target.receivedMessageFromTarget") listener(method, params);
      }),
  };
  return {
    send,
    listen: unpack,
    child: (grandchild) => packedConnection(own, grandchild),
    whenGone: never,
    flat: false,
  };
}

function listenTo(session: CdpSession, names: readonly string[], listener: Listener): () => void {
  const listeners = names.map((name) => ({ name, call: (params: unknown) => listener(name, params) }));
  for (const { name, call } of listeners) session.on(name, call);
  return () => {
    for (const { name, call } of listeners) session.off?.(name, call);
  };
}
