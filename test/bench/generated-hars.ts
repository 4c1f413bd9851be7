// HAR files of any number of entries, each with another difficulty for the engine.

import { api, chromiumRecorder, harOf, page } from "./chromium-recorder.ts";

const granted = { "Access-Control-Allow-Origin": page, "Access-Control-Allow-Credentials": "true", Vary: "Origin" };
const allGranted = {
  ...granted,
  "Access-Control-Allow-Methods": "GET,HEAD,PUT,PATCH,POST,DELETE",
  "Access-Control-Allow-Headers": "content-type,authorization,x-request-id",
};
const allowed = { type: "fetch", status: 200, error: null, sent: true, response: granted } as const;
const unsent = { type: "fetch", status: 0, error: "net::ERR_FAILED", sent: false } as const;

/** What a busy page records: mostly successes, and among them each kind of refusal, redirects and bursts of one URL. */
export function busyPage(count: number): object {
  return busyRounds(count, () => {});
}

/** The same page with its own scripts, images and API, so that seven in ten entries are of its own origin. */
export function busyPageMostlySameOrigin(count: number): object {
  return busyRounds(count, (round, { addActual }) => {
    for (let n = 0; n < 22; n++) {
      const url = `${page}/api/items/${round}?page=${n}`;
      addActual({ ...allowed, method: "GET", url, response: {}, line: 70 });
    }
    for (let n = 0; n < 24; n++) {
      const [type, ending, destination] = n % 2 === 0 ? ["script", "js", "script"] : ["image", "webp", "image"];
      const request = { "Sec-Fetch-Dest": destination, "Sec-Fetch-Mode": "no-cors" };
      const url = `${page}/assets/${round}/${n}.${ending}`;
      addActual({ ...allowed, type, method: "GET", url, request, response: {}, line: 80 });
    }
  });
}

type Recorder = ReturnType<typeof chromiumRecorder>;

function busyRounds(count: number, addMore: (round: number, recorder: Recorder) => void): object {
  const recorder = chromiumRecorder();
  const { entries, addActual, addPreflight } = recorder;
  for (let round = 0; entries.length < count; round++) {
    addMore(round, recorder);
    const url = `${api}/v1/orders/${round}?expand=items&locale=en-US`;
    const json = { "Content-Type": "application/json", Authorization: "Bearer eyJhbGciOiJIUzI1NiJ9" };
    for (let n = 0; n < 6; n++) addActual({ ...allowed, method: "GET", url: `${url}&page=${n}`, line: 10 });
    addActual({ ...allowed, method: "GET", url: `${page}/local/${round}`, line: 10 });
    addActual({ ...allowed, method: "GET", url, error: "net::ERR_FAILED", status: 500, response: {}, line: 12 });
    for (let n = 0; n < 3; n++) {
      addPreflight(url, "PUT", "authorization,content-type", { response: allGranted });
      addActual({ ...allowed, method: "PUT", url, request: json, line: 20 });
    }
    addActual({ ...allowed, method: "PUT", url: `${url}&cached=1`, request: json, line: 20 });
    addPreflight(url, "DELETE", "x-trace", { response: allGranted });
    addActual({ ...unsent, method: "DELETE", url, request: { "x-trace": "1" }, line: 30 });
    const target = `${api}/v2/orders/${round}`;
    addActual({ ...allowed, method: "GET", url: `${api}/old/${round}`, status: 302, redirectUrl: target, line: 40 });
    addActual({ ...allowed, method: "GET", url: target, line: 40 });
    addActual({ ...allowed, method: "POST", url: `${api}/v1/events`, line: 50 });
    addActual({
      ...unsent,
      method: "GET",
      url: `https://down.example/${round}`,
      error: "net::ERR_CONNECTION_REFUSED",
      line: 60,
    });
  }
  return harOf(entries.slice(0, count));
}

/** Equal requests, half of them refused. */
export function oneUrl(count: number): object {
  const { entries, addActual, addPreflight } = chromiumRecorder();
  for (let n = 0; entries.length < count; n++) {
    const url = `${api}/v1/poll`;
    addPreflight(url, "PUT", "content-type", n % 2 === 0 ? { response: allGranted } : {});
    const request = { "Content-Type": "application/json" };
    addActual({ ...(n % 2 === 0 ? allowed : unsent), method: "PUT", url, request, line: 20 });
  }
  return harOf(entries.slice(0, count));
}

/** Requests of one URL, each with another header name. */
export function oneUrlDistinctHeaders(count: number): object {
  const { entries, addActual, addPreflight } = chromiumRecorder();
  for (let n = 0; entries.length < count; n++) {
    const url = `${api}/v1/poll`;
    addPreflight(url, "GET", `x-trace-${n}`, { response: allGranted });
    addActual({ ...unsent, method: "GET", url, request: { [`x-trace-${n}`]: "1" }, line: 20 });
  }
  return harOf(entries.slice(0, count));
}

/** Requests of one URL whose preflights name other headers, so that only time and outcome connect the two. */
export function oneUrlUnmatchedHeaders(count: number): object {
  const { entries, addActual, addPreflight } = chromiumRecorder();
  for (let n = 0; entries.length < count; n++) {
    const url = `${api}/v1/poll`;
    addPreflight(url, "GET", `x-asked-${n}`, { response: allGranted });
    addActual({ ...unsent, method: "GET", url, request: { [`x-sent-${n}`]: "1" }, line: 20 });
  }
  return harOf(entries.slice(0, count));
}

/** Refusals only, each of another URL. */
export function allRefused(count: number): object {
  const { entries, addActual } = chromiumRecorder();
  for (let n = 0; n < count; n++) {
    const url = `${api}/v1/items/${n}`;
    addActual({ ...allowed, method: "GET", url, error: "net::ERR_FAILED", response: {}, line: 12 });
  }
  return harOf(entries);
}

/** Redirected requests only, all made by the same line of the page's script. */
export function allRedirected(count: number): object {
  const { entries, addActual } = chromiumRecorder();
  while (entries.length < count) {
    const target = `${api}/v2/items`;
    addActual({ ...allowed, method: "GET", url: `${api}/v1/items`, status: 302, redirectUrl: target, line: 12 });
    addActual({ ...allowed, method: "GET", url: target, line: 12 });
  }
  return harOf(entries);
}

/** Failures of which the recording has no response, in turn with responses of the same URL. */
export function allWithoutResponse(count: number): object {
  const { entries, addActual } = chromiumRecorder();
  for (let n = 0; n < count; n++) {
    const url = `${api}/v1/logo.png`;
    const response = { ...granted, "Cache-Control": "no-store" };
    if (n % 2 === 0) addActual({ ...allowed, method: "GET", url, response, line: 12 });
    else addActual({ ...unsent, method: "GET", url, line: 14 });
  }
  return harOf(entries);
}
