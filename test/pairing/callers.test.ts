import { describe, expect, test } from "vitest";
import { diagnose, readHar } from "../../src/index.ts";
import { api, entry, fetchesOf, fromScript, page, preflight, type Recorded } from "./entries.ts";

// Who made a fetch: a page, a dedicated worker or a service worker; and what an observer in the page noted of it.

const script = `${page}/worker.js`;
const put: Recorded = { method: "PUT", headers: { Origin: page }, initiator: fromScript(script), pageref: "" };

/** The request for a worker's script. */
const started = (more: Recorded = {}) =>
  entry({ url: script, type: "script", initiator: { type: "other" }, headers: { Referer: `${page}/` }, ...more });
const document = entry({ url: `${page}/`, type: "document", initiator: { type: "other" } });

const contextOf = (...entries: readonly object[]) =>
  fetchesOf(entries).flatMap(({ hops, context }) => (hops[0]?.url === api ? [context] : []));

describe("the context of a fetch", () => {
  test("is the page that is recorded with it", () => {
    expect(contextOf(started(), entry({ ...put, pageref: "page_1" }))).toEqual(["page"]);
  });

  test("is a worker, where the request names no page and its preflight does", () => {
    expect(contextOf(entry(put), preflight({ at: 1, takes: 5 }))).toEqual(["worker"]);
    expect(contextOf(document, entry(put), preflight({ at: 1, takes: 5, pageref: "" }))).toEqual(["page"]);
  });

  test("is else that of the worker that was started from its script", () => {
    expect(contextOf(started(), entry(put))).toEqual(["worker"]);
    expect(contextOf(document, started({ pageref: "" }), entry(put))).toEqual(["service-worker"]);
    expect(contextOf(document, started({ url: `${page}/other.js` }), entry(put))).toEqual(["page"]);
  });

  test("is a page's, where no script is known to have made it or no request names a page", () => {
    expect(contextOf(started(), entry({ ...put, initiator: { type: "other", url: script } }))).toEqual(["page"]);
    expect(contextOf(started({ pageref: "" }), entry(put))).toEqual(["page"]);
  });

  test("is the one that the recording itself names", () => {
    const recording = readHar({ log: { creator: { name: "WebInspector" }, entries: [started(), entry(put)] } });
    const [, asked] = recording.exchanges;
    if (!asked) throw new Error("two entries were read");
    for (const context of ["page", "worker", "service-worker"] as const) {
      const [diagnosis] = diagnose({ ...recording, exchanges: [{ ...asked, context }] });
      expect(diagnosis?.fetch.context).toBe(context);
    }
  });
});

describe("what was observed in the page", () => {
  const observed = (call: object, recorded: Recorded = {}) => {
    const one = { ...entry({ headers: { Origin: page, Cookie: "a=1" }, ...recorded }), _observedCall: call };
    const [fetch] = fetchesOf([one]);
    return [fetch?.mode, fetch?.credentials];
  };

  test("is the mode and the credentials mode of a fetch, whatever its headers", () => {
    expect(observed({ mode: "no-cors", credentials: "omit" })).toEqual(["no-cors", "omit"]);
    expect(observed({ mode: "cors", credentials: "include" }, { headers: {} })).toEqual(["cors", "include"]);
  });

  test("leaves to the headers what it does not tell", () => {
    expect(observed({})).toEqual(["cors", "include"]);
  });

  test("is told by the first request of a redirected fetch", () => {
    const redirect = { takes: 100, status: 302, redirectURL: "https://b.example/x", headers: { Origin: page } };
    const target = entry({ url: "https://b.example/x", at: 100, headers: { Origin: "null" } });
    const first = { ...entry(redirect), _observedCall: { mode: "cors", credentials: "omit" } };
    expect(fetchesOf([first, target]).map(({ credentials, hops }) => [credentials, hops.length])).toEqual([
      ["omit", 2],
    ]);
  });
});

describe("the mode of a redirected fetch", () => {
  const redirect = (more: Recorded) =>
    entry({ type: "image", takes: 100, status: 302, redirectURL: "https://b.example/x", ...more });
  const target = (more: Recorded) => entry({ type: "image", url: "https://b.example/x", at: 100, ...more });
  const modeOf = (first: Recorded, second: Recorded) => fetchesOf([redirect(first), target(second)])[0]?.mode;

  test("is shown by any of its requests, the last one first", () => {
    expect(modeOf({}, { headers: { "Sec-Fetch-Mode": "cors" } })).toBe("cors");
    expect(modeOf({ headers: { "Sec-Fetch-Mode": "cors", Origin: page } }, { sent: false, error: "" })).toBe("cors");
  });

  test("is not shown by a request that stays at the page's own origin", () => {
    const own = { url: `${page}/old`, headers: {} };
    expect(modeOf(own, { sent: false, error: "net::ERR_FAILED" })).toBe("unknown");
    expect(modeOf(own, {})).toBe("no-cors");
  });

  test("is cors where a preflight was sent for one of them", () => {
    const own = preflight({ of: "GET", at: 1, takes: 5, status: 204 });
    expect(fetchesOf([entry({ type: "image", headers: {} }), own])[0]?.mode).toBe("cors");
    expect(fetchesOf([redirect({ headers: {} }), own, target({})])[0]?.mode).toBe("cors");
  });
});

describe("the target of a redirect that the browser did not follow", () => {
  const target = "https://b.example/items";
  /** A chain as Firefox records it: a target that was not sent has no timings. */
  const chainOf = (to: string, more: object = {}, others: readonly object[] = []) => {
    const asFirefox = (recorded: Recorded, extra: object = {}) => {
      const { _resourceType, _initiator, pageref, response, ...rest } = entry(recorded) as ReturnType<typeof entry> & {
        readonly pageref?: string;
      };
      const { _error, ...answer } = response;
      return { ...rest, timings: { send: 0 }, response: answer, ...extra };
    };
    const passes = { "Access-Control-Allow-Origin": page };
    const first = asFirefox({ status: 302, takes: 100, redirectURL: to, answer: passes, headers: { Origin: page } });
    const { timings, ...unsent } = asFirefox({ url: to, at: 100, status: 0, headers: { Referer: `${page}/` } });
    const second = { ...unsent, request: { ...unsent.request, headersSize: 0 }, ...more };
    const log = { creator: { name: "Firefox", version: "153.0" }, entries: [first, second, ...others] };
    return diagnose(readHar({ log }))[0]?.fetch.hops.map(({ url }) => url);
  };

  test("is no hop", () => {
    expect(chainOf(target)).toEqual([api]);
    expect(chainOf(target, { timings: { send: 0 } })).toEqual([api, target]);
  });

  test("is no hop where its URL has a user name or a password, which is what the redirect is refused for", () => {
    for (const user of ["ann@", ":secret@"]) {
      const url = target.replace("//", `//${user}`);
      expect(chainOf(url, { timings: { send: 0 } })).toEqual([api]);
    }
  });

  test("is one where it got a response", () => {
    const url = target.replace("//", "//ann@");
    const passes = { "Access-Control-Allow-Origin": page };
    const redirect = entry({ status: 302, takes: 100, redirectURL: url, answer: passes, headers: { Origin: page } });
    const followed = entry({ url, at: 100, headers: { Origin: "null" } });
    expect(fetchesOf([redirect, followed]).map(({ hops }) => hops.length)).toEqual([2]);
  });

  test("is one where it is refused for its scheme, or stopped by its own preflight", () => {
    expect(chainOf("shop://cart")).toEqual([api, "shop://cart"]);
    const own = {
      startedDateTime: new Date(Date.UTC(2026, 10, 29, 12) + 101).toISOString(),
      time: 5,
      request: {
        method: "OPTIONS",
        url: target,
        headersSize: 300,
        headers: [
          { name: "Origin", value: "null" },
          { name: "Access-Control-Request-Method", value: "GET" },
        ],
      },
      response: { status: 404, headers: [], redirectURL: "" },
      timings: { send: 0 },
    };
    expect(chainOf(target, {}, [own])).toEqual([api, target]);
  });
});
