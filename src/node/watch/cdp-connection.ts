/**
 * A Chrome DevTools Protocol session: Puppeteer's `CDPSession`, Playwright's, or a client of chrome-remote-interface.
 * @see https://chromedevtools.github.io/devtools-protocol/
 */
export interface CdpSession {
  // Each library types methods and events by the protocol's tables, and no type but `any` accepts all of them.
  // biome-ignore lint/suspicious/noExplicitAny: the libraries' own types exclude each other
  send(method: any, params?: any, sessionId?: any): Promise<unknown>;
  // biome-ignore lint/suspicious/noExplicitAny: as above
  on(event: any, listener: (...args: any[]) => void): unknown;
  // biome-ignore lint/suspicious/noExplicitAny: as above
  off?(event: any, listener: (...args: any[]) => void): unknown;
}

/** One session of the protocol, with the same methods for every library. */
export interface CdpConnection {
  readonly send: (method: string, params?: object) => Promise<unknown>;
  /** Listens to the events in `watchedEvents`; returns the function that stops it. */
  readonly listen: (listener: CdpListener) => () => void;
  /** The session of a target that auto-attach attached to this one. */
  readonly childSession: (sessionId: string) => CdpConnection;
  /** Listens to the end of the connection, where the library reports it; returns the function that stops it. */
  readonly onDisconnected: (listener: () => void) => () => void;
  /** True in the protocol's flat mode; false where messages of children are nested in those of their parent. */
  readonly isFlat: boolean;
}

export type CdpListener = (method: string, params: unknown) => void;

const watchedEvents = [
  "Audits.issueAdded",
  "Debugger.scriptParsed",
  "Network.requestWillBeSent",
  "Network.requestWillBeSentExtraInfo",
  "Network.requestServedFromCache",
  "Network.responseReceived",
  "Network.responseReceivedExtraInfo",
  "Network.loadingFailed",
  "Network.loadingFinished",
  "Page.frameAttached",
  "Runtime.bindingCalled",
  "ServiceWorker.workerVersionUpdated",
  "Target.attachedToTarget",
  "Target.detachedFromTarget",
  "Inspector.targetCrashed",
];

/** The connection of a session, by the library that the session comes from. */
export function toConnection(session: CdpSession): CdpConnection {
  if ("connection" in session && typeof session.connection === "function") return puppeteerConnection(session);
  if ("webSocketUrl" in session) return remoteInterfaceConnection(session, undefined);
  return playwrightConnection(session);
}

function puppeteerConnection(session: CdpSession): CdpConnection {
  return {
    send: (method, params) => session.send(method, params),
    listen: (listener) => listenTo(session, watchedEvents, listener),
    childSession(sessionId) {
      const { connection } = session as CdpSession & { connection(): { session(id: string): CdpSession | null } };
      const child = connection.call(session)?.session(sessionId);
      return child ? puppeteerConnection(child) : closedConnection;
    },
    onDisconnected: neverReported,
    isFlat: true,
  };
}

/** For a connection whose library does not report its end. */
const neverReported = () => () => {};

/** The connection to a target that was closed before it could be watched. */
const closedConnection: CdpConnection = {
  send: () => Promise.reject(new Error("The browser closed this target.")),
  listen: () => () => {},
  childSession: () => closedConnection,
  onDisconnected: neverReported,
  isFlat: true,
};

/** One client of chrome-remote-interface serves all sessions: each event and each command carries a session id. */
function remoteInterfaceConnection(client: CdpSession, ownSessionId: string | undefined): CdpConnection {
  return {
    send: (method, params) => client.send(method, params, ownSessionId),
    listen: (listener) =>
      listenTo(client, ["event"], (_, message) => {
        const { method, params, sessionId } = message as { method: string; params: unknown; sessionId?: string };
        if (sessionId === ownSessionId) listener(method, params);
      }),
    childSession: (sessionId) => remoteInterfaceConnection(client, sessionId),
    onDisconnected: (listener) => listenTo(client, ["disconnect"], listener),
    isFlat: true,
  };
}

/** Playwright gives no access to child sessions, so their messages are nested in those of the session itself. */
function playwrightConnection(session: CdpSession): CdpConnection {
  const parent: NestingParent = {
    send: (method, params) => session.send(method, params),
    listenToNested: (listener) => listenTo(session, ["Target.receivedMessageFromTarget"], listener),
  };
  return {
    send: parent.send,
    listen: (listener) => listenTo(session, watchedEvents, listener),
    childSession: (sessionId) => nestedConnection(parent, sessionId),
    onDisconnected: (listener) => listenTo(session, ["close"], listener),
    isFlat: false,
  };
}

/** A session that carries the messages of its children. */
interface NestingParent extends Pick<CdpConnection, "send"> {
  /** Listens to `Target.receivedMessageFromTarget` only. */
  readonly listenToNested: (listener: CdpListener) => () => void;
}

/** The replies of nested sessions are not read, because no command that is sent to a child needs its reply. */
function nestedConnection(parent: NestingParent, ownSessionId: string): CdpConnection {
  let id = 0;
  const send = (method: string, params: object = {}) => {
    id += 1;
    const message = JSON.stringify({ id, method, params });
    return parent.send("Target.sendMessageToTarget", { sessionId: ownSessionId, message });
  };
  const listen = (listener: CdpListener) =>
    parent.listenToNested((_, envelope) => {
      const { sessionId, message = "{}" } = envelope as { sessionId?: string; message?: string };
      if (sessionId !== ownSessionId) return;
      const { method, params } = JSON.parse(message);
      if (method !== undefined) listener(method, params);
    });
  const listenToNested: NestingParent["listenToNested"] = (listener) =>
    listen((method, params) => {
      if (method === "Target.receivedMessageFromTarget") listener(method, params);
    });
  return {
    send,
    listen,
    childSession: (sessionId) => nestedConnection({ send, listenToNested }, sessionId),
    onDisconnected: neverReported,
    isFlat: false,
  };
}

/** Listens to these events; returns the function that stops it. */
export function listenTo(session: CdpSession, events: readonly string[], listener: CdpListener): () => void {
  const listeners = events.map((event) => ({ event, call: (params: unknown) => listener(event, params) }));
  for (const { event, call } of listeners) session.on(event, call);
  return () => {
    for (const { event, call } of listeners) session.off?.(event, call);
  };
}
