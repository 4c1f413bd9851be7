import { expect, test } from "vitest";
import { type CallSite, callSiteOf, callSitePlace, diagnose, readCdp, readHar } from "../../src/index.ts";
import { api, logOf, page } from "../har.ts";

const bundle = `${page}/assets/main.js`;

/** The log of one request whose initiator is this. */
function logWith(initiator: unknown) {
  const log = logOf({ url: api });
  const [entry] = log.entries as unknown as { _initiator: unknown }[];
  if (entry) entry._initiator = initiator;
  return log;
}

function siteOf(log: unknown, change: object = {}): CallSite | null | undefined {
  const recording = { ...readHar(log), ...change };
  const diagnoses = diagnose(recording);
  return diagnoses[0] && callSiteOf(diagnoses[0], recording, diagnoses);
}

const stack = {
  callFrames: [
    { functionName: "t", url: bundle, lineNumber: 0, columnNumber: 741 },
    { functionName: "saveOrder", url: bundle, lineNumber: 0, columnNumber: 900 },
  ],
};

test("of a HAR file is the place in the code that ran, counted from 1, and the page", () => {
  expect(siteOf(logWith({ type: "script", stack }))).toEqual({
    url: bundle,
    line: 1,
    column: 742,
    function: "t",
    mapped: false,
    page: `${page}/`,
    frame: "",
  });
});

test("is the source file where a source map was read, past the libraries in the bundle", () => {
  const source = { url: `${page}/src/main.ts`, line: 9, column: 5, isLibrary: false };
  const inLibrary = { ...source, url: `${page}/node_modules/axios/index.js` };
  const ignored = { ...source, url: `${page}/vendor/request.js`, isLibrary: true };
  for (const library of [inLibrary, ignored]) {
    const sourcePositions = new Map([
      [`${bundle}:0:741`, library],
      [`${bundle}:0:900`, source],
    ]);
    expect(siteOf(logWith({ type: "script", stack }), { sourcePositions })).toMatchObject({
      url: source.url,
      line: 9,
      column: 5,
      function: "saveOrder",
      mapped: true,
    });
  }
  const sourcePositions = new Map([[`${bundle}:0:741`, source]]);
  expect(siteOf(logWith({ type: "script", stack }), { sourcePositions })?.function).toBe("");
});

test("without a stack is the document, and without both there is none", () => {
  expect(siteOf(logWith({ type: "parser", url: `${page}/` }))).toMatchObject({ url: `${page}/`, line: null });
  expect(siteOf(logWith(undefined))).toMatchObject({ url: "", page: `${page}/` });
  expect(siteOf({ ...logWith(undefined), pages: [] })).toBeNull();
});

test("names a frame of another origin, by its referrer where that is recorded", () => {
  const widget = "https://widget.example";
  const log = logOf({ url: api, origin: widget, answer: { status: 200 } });
  expect(siteOf(log)).toMatchObject({ page: `${page}/`, frame: widget });
  const [entry] = log.entries as unknown as { request: { headers: { name: string; value: string }[] } }[];
  for (const header of entry?.request.headers ?? []) if (header.name === "Referer") header.value = `${widget}/box`;
  expect(siteOf(log)).toMatchObject({ page: `${page}/`, frame: `${widget}/box` });
});

test("names the frame and the top-level page of a CDP recording", () => {
  const sent = (requestId: string, frameId: string, documentURL: string, url: string, type = "Fetch") => ({
    method: "Network.requestWillBeSent",
    params: {
      requestId,
      loaderId: `loader-${frameId}`,
      frameId,
      documentURL,
      type,
      timestamp: 1,
      wallTime: 1,
      request: { url, method: "GET", headers: { Origin: page } },
      initiator: { type: "script", stack },
    },
  });
  const recording = readCdp([
    sent("1", "top", `${page}/shop`, `${page}/shop`, "Document"),
    { method: "Page.frameAttached", params: { frameId: "middle", parentFrameId: "top" } },
    { method: "Page.frameAttached", params: { frameId: "inner", parentFrameId: "middle" } },
    sent("2", "inner", `${page}/box`, api),
    {
      method: "Network.loadingFailed",
      params: {
        requestId: "2",
        timestamp: 2,
        errorText: "net::ERR_FAILED",
        corsErrorStatus: { corsError: "MissingAllowOriginHeader" },
      },
    },
  ]);
  const diagnoses = diagnose(recording);
  expect(diagnoses.map((one) => callSiteOf(one, recording, diagnoses))).toMatchObject([
    { page: `${page}/shop`, frame: `${page}/box` },
  ]);
});

test.each([
  [`${page}/src/main.ts?t=1#x`, "src/main.ts:9:51"],
  ["webpack://shop/./src/main.ts", "src/main.ts:9:51"],
  ["webpack:///../src/main.ts", "src/main.ts:9:51"],
  [`${page}/`, "/:9:51"],
  [page, "/:9:51"],
  ["file:///home/me/app/index.html", "home/me/app/index.html:9:51"],
  ["data:text/javascript,fetch()", "data::9:51"],
  ["main.js", "main.js:9:51"],
  ["", ""],
])("the place of %s is %s", (url, place) => {
  expect(callSitePlace({ url, line: 9, column: 51 })).toBe(place);
});
