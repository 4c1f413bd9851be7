import { EventEmitter } from "node:events";
import { describe, expect, test } from "vitest";
import { type CdpSession, toConnection } from "../../../src/node/watch/cdp-connection.ts";
import { watchPlaywrightBrowser } from "../../../src/node/watch/playwright-browser.ts";
import { openProtocolRelay } from "../../../src/node/watch/protocol-relay.ts";
import { watchConnection } from "../../../src/node/watch/watch.ts";
import { fakeConnection } from "./fake-connection.ts";

/** A session that replies to every command, as the library makes it. */
class FakeSession extends EventEmitter implements CdpSession {
  constructor(library: "playwright" | "chrome-remote-interface") {
    super();
    if (library === "chrome-remote-interface") Object.assign(this, { webSocketUrl: "ws://127.0.0.1:9222/" });
  }
  async send(): Promise<unknown> {
    return {};
  }
}

test.each(["playwright", "chrome-remote-interface"] as const)(
  "a watch that has stopped leaves no listener at a session of %s, which would keep its recording in memory",
  async (library) => {
    const session = new FakeSession(library);
    const cors = await watchConnection(toConnection(session));
    expect(session.eventNames()).not.toEqual([]);
    await cors.stop();
    expect(session.eventNames()).toEqual([]);
  },
);

describe("a listener that throws", () => {
  test("does not keep a watch from ending", async () => {
    const { connection, report } = fakeConnection();
    let isReleased = false;
    const cors = await watchConnection(connection, undefined, async () => {
      isReleased = true;
    });
    const next = cors[Symbol.asyncIterator]().next();
    cors.on("fetch", () => {
      throw new Error("listener");
    });
    for (const [method, params] of refusedFetch) report(method, params);
    await expect(cors.stop()).rejects.toThrow("listener");
    expect(isReleased).toBe(true);
    expect(await next).toMatchObject({ done: false, value: { outcome: "refused" } });
    expect(await cors[Symbol.asyncIterator]().next()).toEqual({ done: true, value: undefined });
  });
});

describe("an iteration over the fetches", () => {
  test("ends every wait when the watch stops", async () => {
    const cors = await watchConnection(fakeConnection().connection);
    const fetches = cors[Symbol.asyncIterator]();
    const waits = [fetches.next(), fetches.next()];
    await cors.stop();
    expect(await Promise.all(waits)).toEqual([end, end]);
  });

  test("ends its waits when it is left", async () => {
    const cors = await watchConnection(fakeConnection().connection);
    const fetches = cors[Symbol.asyncIterator]();
    const wait = fetches.next();
    await fetches.return?.();
    expect(await wait).toEqual(end);
    expect(await fetches.next()).toEqual(end);
  });

  const end = { done: true, value: undefined };
});

test("a watch through the relay of Playwright's browser stops also when the browser has gone", async () => {
  const session = new FakeRelaySession();
  const { connection } = await openProtocolRelay(session);
  const cors = await watchConnection(connection);
  session.close();
  await cors.stop();
  expect(cors.recording().exchanges).toEqual([]);
});

test("a browser of Playwright is watched after an attempt that failed", async () => {
  let attempts = 0;
  const browser = {
    async newBrowserCDPSession() {
      attempts++;
      if (attempts === 1) throw new Error("Target closed");
      return new FakeRelaySession();
    },
  };
  await expect(watchPlaywrightBrowser(browser)).rejects.toThrow("Target closed");
  const first = await watchPlaywrightBrowser(browser);
  await first.stop();
  const second = await watchPlaywrightBrowser(browser);
  await second.stop();
  expect(attempts).toBe(2);
});

/** A session of a browser that relays commands through a page, until it is closed. */
class FakeRelaySession extends FakeSession {
  #isClosed = false;

  constructor() {
    super("playwright");
  }

  close(): void {
    this.#isClosed = true;
    this.emit("close");
  }

  override async send(_method?: string, params?: { readonly message?: string }): Promise<unknown> {
    if (this.#isClosed) throw new Error("Target page, context or browser has been closed");
    const relayed = /^protocol\.send\((.*)\)$/s.exec(JSON.parse(params?.message ?? "{}").params?.expression ?? "")?.[1];
    if (relayed !== undefined) {
      const { id } = JSON.parse(JSON.parse(relayed));
      queueMicrotask(() => this.#reply(JSON.stringify({ id, result: {} })));
    }
    return { sessionId: "relay", targetId: "relay", browserContextId: "relay" };
  }

  #reply(payload: string): void {
    const message = JSON.stringify({ method: "Runtime.bindingCalled", params: { name: "relay", payload } });
    this.emit("Target.receivedMessageFromTarget", { sessionId: "relay", message });
  }
}

const url = "https://api.example/orders";
const headers = { Origin: "https://app.example", Host: "api.example" };

/** The events of a fetch that CORS refused. */
const refusedFetch: readonly (readonly [string, object])[] = [
  [
    "Network.requestWillBeSent",
    { requestId: "1", type: "Fetch", timestamp: 1, wallTime: 1, request: { url, method: "GET", headers } },
  ],
  ["Network.responseReceivedExtraInfo", { requestId: "1", statusCode: 200, headers: {} }],
  [
    "Network.loadingFailed",
    {
      requestId: "1",
      errorText: "net::ERR_FAILED",
      corsErrorStatus: { corsError: "MissingAllowOriginHeader", failedParameter: "" },
    },
  ],
];
