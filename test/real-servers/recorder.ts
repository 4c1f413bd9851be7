import { setTimeout as sleep } from "node:timers/promises";
import type { CDPSession, Page, Protocol } from "puppeteer";

/** What a page's fetches left behind since the recorder was last asked. */
export interface Recorded {
  /** A HAR log in the form in which Chromium's DevTools gives it. */
  readonly log: object;
  /** The browser's own name for each refusal by CORS. */
  readonly corsErrors: readonly string[];
}

/** Records the requests of pages over the DevTools protocol, as one log. */
export async function recorderOf(pages: readonly Page[]): Promise<{ take: () => Promise<Recorded> }> {
  let requests = new Map<string, Request>();
  const of = (id: string) => {
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
    listen(session, of);
    session.on("Network.responseReceived", ({ type, frameId, loaderId }) => {
      if (type === "Document") for (const request of requests.values()) leave(request, frameId, loaderId);
    });
    await session.send("Network.enable");
  }
  return {
    async take() {
      // The browser tells of a request on other ways than the page does, so the page's answer may be the earlier.
      const end = Date.now() + longestWait;
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

/** Milliseconds; a connection that a server keeps open never ends. */
const longestWait = 5000;

/** One request id: several hops where it was redirected. */
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

function listen(session: CDPSession, of: (id: string) => Request): void {
  session.on("Network.requestWillBeSent", (event) => {
    const { hops } = of(event.requestId);
    const former = hops.at(-1);
    if (former && event.redirectResponse) former.response = event.redirectResponse;
    hops.push({ event, response: null });
  });
  session.on("Network.requestWillBeSentExtraInfo", (event) => of(event.requestId).sent.push(event));
  session.on("Network.responseReceivedExtraInfo", (event) => of(event.requestId).received.push(event));
  session.on("Network.responseReceived", ({ requestId, response }) => {
    const hop = of(requestId).hops.at(-1);
    if (hop) hop.response = response;
  });
  session.on("Network.loadingFinished", ({ requestId }) => {
    of(requestId).ended = true;
  });
  session.on("Network.loadingFailed", ({ requestId, errorText, corsErrorStatus }) => {
    const request = of(requestId);
    request.error = errorText;
    request.corsError = corsErrorStatus?.corsError ?? null;
    request.ended = true;
  });
}

/** Of what a document had asked for before another one came, no end is told. */
function leave(request: Request, frameId: string | undefined, loaderId: string): void {
  const { event } = request.hops.at(-1) ?? {};
  if (event?.frameId === frameId && event?.loaderId !== loaderId) request.ended = true;
}

/** A preflight ends with its answer, about which the browser says nothing more. */
function isOpen({ ended, hops, received }: Request): boolean {
  return !ended && !(hops[0]?.event.initiator.type === "preflight" && received.length > 0);
}

function entriesOf({ hops, sent, received, error }: Request): object[] {
  return hops.map(({ event, response }, index) => {
    const wire = sent[index];
    const answer = received[index];
    const headers = listOf(answer?.headers ?? response?.headers ?? {});
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
        httpVersion: wire ? "HTTP/1.1" : "",
        headersSize: wire ? 1 : -1,
        headers: listOf(wire?.headers ?? event.request.headers),
      },
      response: {
        status: answer?.statusCode ?? response?.status ?? 0,
        headers,
        redirectURL: headers.find(({ name }) => name.toLowerCase() === "location")?.value ?? "",
        content: {},
        // DevTools shows an answered preflight as a success, whatever became of it.
        _error: last && !(preflight && error === "net::ERR_FAILED" && answer) ? error : null,
      },
    };
  });
}

function listOf(headers: Readonly<Record<string, string>>): { name: string; value: string }[] {
  return Object.entries(headers).map(([name, value]) => ({ name, value }));
}
