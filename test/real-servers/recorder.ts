import { setTimeout as sleep } from "node:timers/promises";
import type { CDPSession, Page, Protocol } from "puppeteer";

/** The fetches since the recorder was last read. */
export interface Recorded {
  /** A HAR log as Chromium's DevTools exports it. */
  readonly log: object;
  /** The browser's own name for each refusal by CORS. */
  readonly corsErrors: readonly string[];
}

/** Records the requests of pages over the DevTools protocol, as one log. */
export async function recorderOf(pages: readonly Page[]): Promise<{ take: () => Promise<Recorded> }> {
  let requests = new Map<string, Request>();
  const requestOf = (id: string) => {
    const request = requests.get(id) ?? {
      hops: [],
      sent: [],
      received: [],
      error: null,
      corsError: null,
      ended: false,
    };
    requests.set(id, request);
    return request;
  };
  for (const page of pages) {
    const session = await page.createCDPSession();
    listen(session, requestOf);
    session.on("Network.responseReceived", ({ type, frameId, loaderId }) => {
      if (type === "Document") for (const request of requests.values()) endWithDocument(request, frameId, loaderId);
    });
    await session.send("Network.enable");
  }
  return {
    async take() {
      // The protocol's events may come after the page has its result, so this waits until they stop coming.
      const end = Date.now() + maxWaitMs;
      for (let quiet = 0; quiet < 3 && Date.now() < end; ) {
        quiet = [...requests.values()].some(isOpen) ? 0 : quiet + 1;
        await sleep(10);
      }
      const taken = [...requests.values()];
      requests = new Map();
      return {
        log: {
          version: "1.2",
          creator: { name: "WebInspector", version: "537.36" },
          entries: taken.flatMap(entriesOf),
        },
        corsErrors: taken.flatMap(({ corsError }) => corsError ?? []),
      };
    },
  };
}

/** A connection that the server keeps open never ends. */
const maxWaitMs = 5000;

/** The events of one request id, which has several hops where it was redirected. */
interface Request {
  readonly hops: Hop[];
  readonly sent: Protocol.Network.RequestWillBeSentExtraInfoEvent[];
  readonly received: Protocol.Network.ResponseReceivedExtraInfoEvent[];
  error: string | null;
  corsError: string | null;
  ended: boolean;
}

interface Hop {
  readonly event: Protocol.Network.RequestWillBeSentEvent;
  response: Protocol.Network.Response | null;
}

function listen(session: CDPSession, requestOf: (id: string) => Request): void {
  session.on("Network.requestWillBeSent", (event) => {
    const { hops } = requestOf(event.requestId);
    const previous = hops.at(-1);
    if (previous && event.redirectResponse) previous.response = event.redirectResponse;
    hops.push({ event, response: null });
  });
  session.on("Network.requestWillBeSentExtraInfo", (event) => requestOf(event.requestId).sent.push(event));
  session.on("Network.responseReceivedExtraInfo", (event) => requestOf(event.requestId).received.push(event));
  session.on("Network.responseReceived", ({ requestId, response }) => {
    const hop = requestOf(requestId).hops.at(-1);
    if (hop) hop.response = response;
  });
  session.on("Network.loadingFinished", ({ requestId }) => {
    requestOf(requestId).ended = true;
  });
  session.on("Network.loadingFailed", ({ requestId, errorText, corsErrorStatus }) => {
    const request = requestOf(requestId);
    request.error = errorText;
    request.corsError = corsErrorStatus?.corsError ?? null;
    request.ended = true;
  });
}

/** Ends a request of a document that another document has replaced: the browser reports no end for it. */
function endWithDocument(request: Request, frameId: string | undefined, loaderId: string): void {
  const { event } = request.hops.at(-1) ?? {};
  if (event?.frameId === frameId && event?.loaderId !== loaderId) request.ended = true;
}

/** False for a preflight that has its response, because the browser reports no end for preflights. */
function isOpen({ ended, hops, received }: Request): boolean {
  return !ended && !(hops[0]?.event.initiator.type === "preflight" && received.length > 0);
}

function entriesOf({ hops, sent, received, error }: Request): object[] {
  return hops.map(({ event, response }, index) => {
    const wireRequest = sent[index];
    const wireResponse = received[index];
    const headers = listOf(wireResponse?.headers ?? response?.headers ?? {});
    const last = index === hops.length - 1;
    const preflight = event.initiator.type === "preflight";
    return {
      _initiator: event.initiator,
      _resourceType: (event.type ?? "").toLowerCase(),
      pageref: "page_1",
      startedDateTime: new Date(event.wallTime * 1000).toISOString(),
      time: 1,
      request: {
        method: event.request.method,
        url: event.request.url,
        httpVersion: wireRequest ? "HTTP/1.1" : "",
        headersSize: wireRequest ? 1 : -1,
        headers: listOf(wireRequest?.headers ?? event.request.headers),
      },
      response: {
        status: wireResponse?.statusCode ?? response?.status ?? 0,
        headers,
        redirectURL: headers.find(({ name }) => name.toLowerCase() === "location")?.value ?? "",
        content: {},
        // DevTools shows a preflight with a response as a success, even if the browser refused it.
        _error: last && !(preflight && error === "net::ERR_FAILED" && wireResponse) ? error : null,
      },
    };
  });
}

function listOf(headers: Readonly<Record<string, string>>): { name: string; value: string }[] {
  return Object.entries(headers).map(([name, value]) => ({ name, value }));
}
