import { describe, expect, test } from "vitest";
import { diagnose, readHar } from "../../src/index.ts";
import { api, chrome, entry, fetchesOf, fromScript, page, preflight, type Recorded } from "./entries.ts";

// What a fetch is in a recording of Chromium: who made it, in which mode, with what credentials, and with which hops.

const onlyFetch = (recorded: Recorded) => fetchesOf([entry(recorded)])[0];

describe("the origin of a fetch", () => {
  const originOf = (recorded: Recorded, title = "https://tab.example/x", others: readonly object[] = []) =>
    fetchesOf([entry(recorded)], [{ id: "page_1", title }, ...others])[0]?.origin;
  const withScript = { initiator: fromScript("https://cdn.example/app.js") };
  const Referer = "https://referrer.example/y";

  test("is the Origin that was sent", () => {
    expect(originOf({ ...withScript, headers: { Referer, Origin: "https://sent.example" } })).toBe(
      "https://sent.example",
    );
  });

  test("is else the referrer's, the page's, and the script's, in this order", () => {
    expect(originOf({ ...withScript, headers: { Referer } })).toBe("https://referrer.example");
    expect(originOf({ ...withScript, headers: {} })).toBe("https://tab.example");
    expect(originOf({ ...withScript, headers: { Referer: "" } }, "about:blank")).toBe("https://cdn.example");
    expect(originOf({ ...withScript, headers: { Referer: "data:text/plain,x" } })).toBe("https://tab.example");
  });

  test("is opaque in a local file", () => {
    expect(originOf({ initiator: fromScript("file:///home/a/index.html") }, "file:///home/a/index.html")).toBe("null");
  });

  test("is that of its preflight, whose headers are always those that were sent", () => {
    const stopped = entry({ method: "PUT", sent: false, error: "net::ERR_FAILED", headers: { Referer } });
    const own = preflight({ at: 1, takes: 5, status: 404, headers: { Origin: "https://frame.example" } });
    expect(fetchesOf([stopped, own]).map(({ origin }) => origin)).toEqual(["https://frame.example"]);
  });

  test("is that of all pages of the recording where a failed request names no page", () => {
    const nameless = { pageref: "", sent: false, error: "net::ERR_FAILED", initiator: { type: "other" } } as const;
    expect(originOf(nameless, `${page}/`)).toBe(page);
    expect(originOf(nameless, `${page}/`, [{ id: "page_2", title: `${page}/other` }])).toBe(page);
    expect(originOf(nameless, `${page}/`, [{ id: "page_2", title: "https://b.example/" }])).toBeUndefined();
    expect(originOf(nameless, "data:text/html,x")).toBeUndefined();
    expect(fetchesOf([entry(nameless)], [])).toEqual([]);
    expect(originOf({ ...nameless, sent: true, error: null }, `${page}/`)).toBeUndefined();
  });
});

describe("what is no fetch of a page", () => {
  test.each([
    ["a document", { type: "document" }],
    ["a socket", { type: "websocket" }],
    ["a socket's URL", { type: "other", url: "wss://api.example/" }],
    ["a socket's URL without encryption", { type: "other", url: "ws://api.example/" }],
    ["a data: URL", { type: "image", url: "data:text/plain,x" }],
    ["a blob: URL", { type: "script", url: "blob:https://other.example/1" }],
    ["an extension's file", { type: "script", url: "chrome-extension://abc/x.js" }],
    ["a navigation by its mode", { type: "", headers: { Origin: page, "Sec-Fetch-Mode": "navigate" } }],
    ["a socket by its mode", { type: "", headers: { Origin: page, "Sec-Fetch-Mode": "websocket" } }],
    ["a socket's handshake", { type: "", headers: { Origin: page, "Sec-WebSocket-Key": "x" } }],
    ["a proxy's tunnel", { type: "", method: "CONNECT", headers: { Origin: page } }],
    ["a request to the page's own origin", { url: `${page}/x`, headers: { Origin: page } }],
  ] as [string, Recorded][])("%s", (_, recorded) => expect(fetchesOf([entry(recorded)])).toEqual([]));

  test("is not a request that the recorder says less of", () => {
    const bare = ({ _resourceType, _initiator, pageref, ...rest }: ReturnType<typeof entry>) => rest;
    const get = (headers: Readonly<Record<string, string>>) => fetchesOf([bare(entry({ headers }))]).length;
    expect(get({ Origin: page })).toBe(1);
    expect(get({ Origin: page, "Upgrade-Insecure-Requests": "1" })).toBe(1);
    expect(get({ Referer: `${page}/`, "Upgrade-Insecure-Requests": "1" })).toBe(0);
    expect(get({ Referer: `${page}/` })).toBe(1);
    expect(get({ Referer: `${page}/`, "Sec-Fetch-Mode": "cors", "Upgrade-Insecure-Requests": "1" })).toBe(1);
    const upgrading = { Referer: `${page}/`, "Upgrade-Insecure-Requests": "1" };
    const { _initiator, ...withoutInitiator } = entry({ type: "image", headers: upgrading });
    expect(fetchesOf([withoutInitiator])).toHaveLength(1);
    expect(fetchesOf([entry({ type: "", headers: upgrading })])).toHaveLength(1);
  });
});

describe("a request to the server of its own document", () => {
  test("crosses origins where the origin of the document is opaque", () => {
    const sandboxed = entry({ url: `${page}/x`, headers: { Origin: "null", Referer: `${page}/` } });
    expect(fetchesOf([sandboxed])).toMatchObject([{ origin: "null", hops: [{ isCrossOrigin: true }] }]);
    const pages = [{ id: "page_1", title: "file:///home/a/index.html" }];
    for (const sent of [false, true]) {
      const file = entry({ url: "file:///home/a/x.json", sent, error: sent ? null : "net::ERR_FAILED" });
      expect(fetchesOf([file], pages)).toMatchObject([{ origin: "null", hops: [{ isCrossOrigin: true }] }]);
    }
  });
});

describe("a preflight", () => {
  test("is known by its label, else by its method and header", () => {
    const [own] = fetchesOf([preflight({})]);
    expect(own?.hops[0]).toMatchObject({ actual: null, method: "PUT", url: api, origin: page, isCrossOrigin: true });
    expect(own).toMatchObject({
      origin: page,
      mode: "cors",
      credentials: "unknown",
      context: "page",
      pageExchange: null,
    });
    const [bareOne] = fetchesOf([entry({ method: "OPTIONS", type: "preflight" })]);
    expect(bareOne?.hops[0]).toMatchObject({ actual: null, method: "", origin: "" });
    const { _resourceType, _initiator, ...bare } = preflight({});
    expect(fetchesOf([bare])[0]?.hops[0]).toMatchObject({ actual: null });
    const byPage = entry({ method: "OPTIONS", headers: { Origin: page, "Access-Control-Request-Method": "PUT" } });
    expect(fetchesOf([byPage])[0]?.hops[0]).toMatchObject({ preflight: null, method: "OPTIONS" });
    const { _initiator: _, ...withoutInitiator } = byPage;
    expect(fetchesOf([withoutInitiator])[0]?.hops[0]).toMatchObject({ preflight: null, method: "OPTIONS" });
    const { _resourceType: __, ...withoutType } = byPage;
    expect(fetchesOf([withoutType])[0]?.hops[0]).toMatchObject({ preflight: null, method: "OPTIONS" });
  });
});

describe("the mode of a fetch", () => {
  test.each([
    ["the mode that was sent", { headers: { "Sec-Fetch-Mode": "no-cors", Origin: page }, type: "image" }, "no-cors"],
    ["the mode that was sent", { headers: { "Sec-Fetch-Mode": "same-origin" } }, "same-origin"],
    ["cors by an Origin, which other GET requests do not send", { headers: { Origin: page }, type: "image" }, "cors"],
    ["cors of XMLHttpRequest, which has no other", { type: "xhr" }, "cors"],
    ["cors of a font, which has no other", { type: "font" }, "cors"],
    ["no-cors of a fetch that was sent without an Origin", { type: "fetch" }, "no-cors"],
    ["cors of a fetch that was not sent", { type: "fetch", sent: false, error: "net::ERR_FAILED" }, "cors"],
    ["cors of a fetch that was lost", { type: "fetch", status: 0, error: "net::ERR_FAILED" }, "cors"],
    ["no-cors of an image without an Origin", { type: "image" }, "no-cors"],
    ["no-cors of a prefetch without an Origin", { type: "prefetch" }, "no-cors"],
    ["unknown of an image that was not sent", { type: "image", sent: false, error: "net::ERR_FAILED" }, "unknown"],
    ["unknown of what a form may send", { type: "", method: "POST", headers: { Origin: page } }, "unknown"],
    [
      "unknown of what a form may send with HTTP authentication",
      { type: "", method: "POST", headers: { Origin: page, Authorization: "Basic x" } },
      "unknown",
    ],
    ["cors of what no form sends", { type: "", method: "POST", headers: { Origin: page, "X-A": "1" } }, "cors"],
  ] as [string, Recorded, string][])("is %s", (_, recorded, mode) => {
    const referrer = { Referer: `${page}/` };
    expect(onlyFetch({ ...recorded, headers: { ...referrer, ...recorded.headers } })?.mode).toBe(mode);
  });
});

describe("the credentials mode, as what was sent proves it,", () => {
  const cors = { Origin: page, "Sec-Fetch-Mode": "cors", "Sec-Fetch-Site": "cross-site", "User-Agent": chrome };
  const credentialsOf = (headers: Readonly<Record<string, string>>) => onlyFetch({ headers })?.credentials;

  test("is include with a cookie, or with Chromium's word on cookies", () => {
    expect(credentialsOf({ ...cors, Cookie: "a=1" })).toBe("include");
    expect(credentialsOf({ ...cors, "Sec-Fetch-Storage-Access": "none" })).toBe("include");
    expect(credentialsOf({ Origin: page, Cookie: "a=1" })).toBe("include");
  });

  test("is omit of a cross-site request of Chromium 133 or later without that word", () => {
    const version = (number: string) => credentialsOf({ ...cors, "User-Agent": chrome.replace("156", number) });
    const versions = ["99", "132", "133", "139", "140", "199", "200", "999", "1000"];
    expect(versions.map(version)).toEqual([
      "unknown",
      "unknown",
      "omit",
      "omit",
      "omit",
      "omit",
      "omit",
      "omit",
      "omit",
    ]);
    expect(credentialsOf({ ...cors, "User-Agent": "curl/8" })).toBe("unknown");
    const { "User-Agent": _, ...nameless } = cors;
    expect(credentialsOf(nameless)).toBe("unknown");
  });

  test("is unknown within a site, and of other modes", () => {
    expect(credentialsOf({ ...cors, "Sec-Fetch-Site": "same-site" })).toBe("unknown");
    expect(credentialsOf({ ...cors, "Sec-Fetch-Mode": "no-cors", "Sec-Fetch-Storage-Access": "none" })).toBe("unknown");
  });

  test("is not proved by what another recorder than Chromium lacks", () => {
    const { _error, ...response } = entry({ headers: cors }).response;
    const log = { creator: { name: "a proxy" }, entries: [{ ...entry({ headers: cors }), response }] };
    expect(diagnose(readHar({ log }))[0]?.fetch.credentials).toBe("unknown");
  });

  test("is that of the requests to other origins", () => {
    const own = { url: `${page}/old`, status: 302, redirectURL: api, takes: 100 };
    const target = { at: 100, sent: false, error: "net::ERR_FAILED" };
    const withCookie = entry({ ...own, headers: { Referer: `${page}/`, Cookie: "a=1" } });
    expect(fetchesOf([withCookie, entry(target)])[0]?.credentials).toBe("unknown");
    const recording = readHar({ log: { creator: { name: "WebInspector" }, entries: [withCookie, entry(target)] } });
    const [first, second] = recording.exchanges;
    const recorded = [
      { ...first, credentials: "include" },
      { ...second, credentials: "omit" },
    ] as typeof recording.exchanges;
    expect(diagnose({ ...recording, exchanges: recorded })[0]?.fetch.credentials).toBe("omit");
  });

  test("is unknown of a request that was not sent, whatever its provisional headers", () => {
    const fetch = onlyFetch({ sent: false, error: "net::ERR_FAILED", headers: { ...cors, Cookie: "a=1" } });
    expect(fetch?.credentials).toBe("unknown");
  });
});

describe("duplicates of a blocked request, which Chromium records twice,", () => {
  const blocked = { sent: false, headers: { Origin: page } } as const;
  const count = (...errors: readonly [number, string][]) =>
    fetchesOf(errors.map(([at, error]) => entry({ ...blocked, at, error }))).length;

  test("count once, where one has no error and the other is aborted", () => {
    expect(count([0, ""], [0, "net::ERR_ABORTED"])).toBe(1);
    expect(count([0, "net::ERR_ABORTED"], [0, ""])).toBe(1);
  });

  test("do not count as one at another time, or with equal or other errors", () => {
    expect(count([0, ""], [1, "net::ERR_ABORTED"])).toBe(2);
    expect(count([0, "net::ERR_ABORTED"], [0, "net::ERR_ABORTED"])).toBe(2);
    expect(count([0, "net::ERR_FAILED"], [0, "net::ERR_ABORTED"])).toBe(2);
  });
});

describe("a chain of redirects", () => {
  const b = "https://b.example/items";
  const redirect = (more: Partial<Recorded> = {}) =>
    entry({
      status: 302,
      takes: 100,
      redirectURL: b,
      answer: { "Access-Control-Allow-Origin": page },
      headers: { Origin: page },
      ...more,
    });
  const target = (more: Partial<Recorded> = {}) => entry({ url: b, at: 100, headers: { Origin: "null" }, ...more });
  const urls = (...entries: readonly object[]) => fetchesOf(entries).map(({ hops }) => hops.map(({ url }) => url));

  test("is one fetch, when the target starts as the redirect ends", () => {
    expect(urls(redirect(), target())).toEqual([[api, b]]);
    expect(urls(redirect(), target({ at: 97 }))).toEqual([[api, b]]);
    expect(urls(redirect(), target({ at: 103 }))).toEqual([[api, b]]);
  });

  test("is one fetch also when the recorder is late by a second, and not when by more", () => {
    expect(urls(redirect(), target({ at: 1100 }))).toEqual([[api, b]]);
    expect(urls(redirect(), target({ at: 1101 }))).toEqual([[api], [b]]);
    expect(urls(redirect({ takes: 900 }), target())).toEqual([[api, b]]);
    expect(urls(redirect({ at: 200 }), target({ at: 100 }))).toEqual([[api], [b]]);
  });

  test("goes on with the method that the status leaves", () => {
    const methods = (status: number, method: string, next: string) =>
      urls(redirect({ status, method }), target({ method: next })).length;
    expect(methods(303, "PUT", "GET")).toBe(1);
    expect(methods(301, "POST", "GET")).toBe(1);
    expect(methods(302, "PATCH", "PATCH")).toBe(1);
    expect(methods(307, "POST", "POST")).toBe(1);
    expect(methods(307, "POST", "GET")).toBe(2);
  });

  test("is of one line of code, one page and one resource type", () => {
    expect(urls(redirect(), target({ initiator: fromScript(`${page}/app.js`, 2) }))).toEqual([[api], [b]]);
    expect(urls(redirect(), target({ type: "xhr" }))).toEqual([[api], [b]]);
    expect(urls(redirect(), target({ pageref: "page_2" }))).toEqual([[api], [b]]);
  });

  test("ends where the browser did not follow", () => {
    expect(urls(redirect({ error: "net::ERR_FAILED" }), target())).toEqual([[api], [b]]);
  });

  test("may end at the page's own server", () => {
    const headers = { Referer: `${page}/` };
    const back = redirect({ type: "image", redirectURL: `${page}/new`, headers });
    expect(urls(back, entry({ type: "image", url: `${page}/new`, at: 100, headers }))).toEqual([[api, `${page}/new`]]);
  });

  test("makes the origin opaque between two foreign origins, and not back from the page's own", () => {
    const unsent = { headers: {}, sent: false, error: "net::ERR_FAILED" } as const;
    const origins = (...entries: readonly object[]) => fetchesOf(entries)[0]?.hops.map(({ origin }) => origin);
    expect(origins(redirect(), target(unsent))).toEqual([page, "null"]);
    const own = redirect({ url: `${page}/old` });
    expect(origins(own, target({ ...unsent, headers: { Referer: `${page}/` } }))).toEqual([page, page]);
  });

  test("keeps the origin where it stays at one foreign server", () => {
    const unsent = { headers: {}, sent: false, error: "net::ERR_FAILED" } as const;
    const within = [redirect({ redirectURL: `${api}/2` }), target({ ...unsent, url: `${api}/2` })];
    expect(fetchesOf(within)[0]?.hops.map(({ origin }) => origin)).toEqual([page, page]);
    const first = redirect({ redirectURL: api });
    const unreadable = { ...first, request: { ...first.request, url: "https://[api" } };
    const next = target({ ...unsent, url: api });
    expect(fetchesOf([unreadable, next]).map(({ hops }) => hops.map(({ origin }) => origin))).toEqual([[page, page]]);
  });

  test("crosses origins from the first foreign hop on", () => {
    const crossing = (...entries: readonly object[]) =>
      fetchesOf(entries)[0]?.hops.map(({ isCrossOrigin }) => isCrossOrigin);
    const own = redirect({ url: `${page}/old`, redirectURL: api });
    const foreign = entry({ url: api, at: 100, headers: { Origin: page } });
    expect(crossing(own, foreign)).toEqual([false, true]);
    const back = redirect({ redirectURL: `${page}/new` });
    expect(crossing(back, entry({ url: `${page}/new`, at: 100, headers: { Origin: "null" } }))).toEqual([true, true]);
  });

  test("from the page's own origin is listed when it fails at a foreign target", () => {
    const failed = (redirectURL: string) =>
      urls(redirect({ url: `${page}/old`, redirectURL, error: "net::ERR_FAILED", headers: { Referer: `${page}/` } }));
    expect(failed(b)).toEqual([[`${page}/old`]]);
    expect(failed(`${page}/new`)).toEqual([]);
    const followed = { url: `${page}/old`, headers: { Referer: `${page}/` } };
    expect(urls(redirect(followed))).toEqual([]);
  });

  test("is told apart by the times from others of the same line, in whatever order they are recorded", () => {
    const later = { url: `${api}/2`, at: 200 };
    const own = [redirect(), redirect(later)];
    const targets = [target(), target({ at: 300 })];
    const ofTimes = (...entries: readonly object[]) =>
      fetchesOf(entries)
        .map(({ hops }) => hops.map(({ actual }) => (actual?.startedAt ?? 0) - Date.UTC(2026, 10, 29, 12)))
        .sort(([a = 0], [b = 0]) => a - b);
    const expected = [
      [0, 100],
      [200, 300],
    ];
    expect(ofTimes(...own, ...targets)).toEqual(expected);
    expect(ofTimes(...own, ...targets.toReversed())).toEqual(expected);
    expect(ofTimes(...own.toReversed(), ...targets)).toEqual(expected);
    expect(ofTimes(...own, target({ at: 297 }), target({ at: 97 }))).toEqual([
      [0, 97],
      [200, 297],
    ]);
    expect(ofTimes(...own, target({ at: 290 }), target({ at: 90 }))).toEqual([
      [0, 90],
      [200, 290],
    ]);
    expect(ofTimes(...own, target({ at: 303 }), target({ at: 103 }))).toEqual([
      [0, 103],
      [200, 303],
    ]);
  });

  /** The places in the recording of the requests of each fetch. */
  const indexes = (...entries: readonly object[]) =>
    fetchesOf(entries).map(({ hops }) => hops.map(({ actual }) => actual?.index));

  test.each([97, 100, 103])("that ends after 100 ms goes on with the request that starts after %i ms", (at) => {
    const notFollowed = redirect({ takes: 60 });
    expect(indexes(notFollowed, redirect(), target({ at }))).toEqual([[0], [1, 2]]);
    expect(indexes(redirect(), target({ at: 50 }), target({ at }))).toEqual([[0, 2], [1]]);
  });

  test("goes on with one request, and others to its URL are fetches of their own", () => {
    expect(indexes(redirect(), target(), target({ at: 150 }))).toEqual([[0, 1], [2]]);
    expect(indexes(target({ at: 0 }), redirect(), target())).toEqual([[0], [1, 2]]);
  });

  test("begins with the redirect of its own line of code, of several to one URL", () => {
    const ofLine2 = redirect({ initiator: fromScript(`${page}/app.js`, 2) });
    expect(indexes(ofLine2, redirect(), target())).toEqual([[0], [1, 2]]);
  });

  test("is told apart by the times from several that are recorded the wrong way round", () => {
    const redirects = [400, 200, 0].map((at) => redirect({ at }));
    const targets = [100, 300, 500].map((at) => target({ at }));
    expect(indexes(...redirects, ...targets)).toEqual([
      [0, 5],
      [1, 4],
      [2, 3],
    ]);
  });

  test("may go round in a circle, and ends in itself nowhere", () => {
    const circle = { redirectURL: api, takes: 10 };
    expect(urls(redirect(circle), redirect({ ...circle, at: 10 }), redirect({ ...circle, at: 20 }))).toEqual([
      [api, api, api],
    ]);
    expect(urls(redirect(circle))).toEqual([[api]]);
  });

  test("without a recorded time follows the recording's order", () => {
    expect(urls(redirect({ at: null }), target({ at: null }))).toEqual([[api, b]]);
    expect(urls(target({ at: null }), redirect({ at: null }))).toEqual([[b], [api]]);
  });
});
