import fc from "fast-check";
import { recordFetches } from "../oracle/chromium-har.ts";
import { type RandomFetch, randomFetch } from "../oracle/random-fetches.ts";

/** What is known of a large recording, because it was made up. */
export interface KnownCounts {
  readonly entries: number;
  /** Cross-origin fetches, and how many of them ended in each way. */
  readonly fetches: number;
  readonly refused: number;
  readonly failed: number;
  readonly allowed: number;
}

/**
 * The text of a HAR file as Chromium's DevTools save it, in pieces, and what is true of it: random fetches of a page, and among
 * them the page's own files. The same seed gives the same text.
 */
export function largeRecording({ seed, fetches }: { readonly seed: number; readonly fetches: number }) {
  const random = fc.sample(randomFetch(), { seed, numRuns: fetches }).map(recordedWhole);
  const { har, truths } = recordFetches(random);
  const { log } = har as { log: { pages: readonly { title: string; id: string }[]; entries: readonly object[] } };
  const pages = log.pages.map(({ title, id }) => ({ url: title, id }));
  const entries = log.entries.flatMap((entry, index) =>
    index % 2 === 0 ? [entry] : [entry, pageFile(index, pages[index % pages.length])],
  );
  const crossOrigin = truths.filter(({ isShown }) => isShown);
  const countOf = (type: string) => crossOrigin.filter(({ outcome }) => outcome.type === type).length;
  const known: KnownCounts = {
    entries: entries.length,
    fetches: crossOrigin.length,
    refused: countOf("refused"),
    failed: countOf("failed"),
    allowed: countOf("allowed"),
  };
  return { text: textOf({ ...log, entries }), known };
}

/** The fetch as the page itself makes and awaits it, with everything recorded that shows how it ended. */
function recordedWhole(fetch: RandomFetch): RandomFetch {
  const recording = {
    ...fetch.recording,
    isWrittenEarly: false,
    isAborted: false,
    hasRedirectedPreflight: true,
    preflight: "recorded" as const,
    duration: 1 + (fetch.recording.duration % 60),
  };
  return { ...fetch, context: "page", redirect: "follow", recording };
}

/** A script or an image that the page's own server sends. */
function pageFile(index: number, page = { url: "https://app.example/", id: "page_1" }): object {
  const [type, ending] = index % 3 === 0 ? ["image", "webp"] : ["script", "js"];
  return {
    _initiator: { type: "parser", url: page.url, lineNumber: 12 },
    _priority: "High",
    _resourceType: type,
    cache: {},
    pageref: page.id,
    request: {
      method: "GET",
      url: `${page.url}assets/${index}.${ending}`,
      httpVersion: "HTTP/1.1",
      headers: [
        { name: "Host", value: new URL(page.url).host },
        { name: "Referer", value: page.url },
      ],
      queryString: [],
      cookies: [],
      headersSize: 300,
      bodySize: 0,
    },
    response: {
      status: 200,
      statusText: "OK",
      httpVersion: "HTTP/1.1",
      headers: [{ name: "Cache-Control", value: "max-age=31536000" }],
      cookies: [],
      content: { size: 0, mimeType: "x-unknown" },
      redirectURL: "",
      headersSize: 200,
      bodySize: 0,
      _error: null,
    },
    startedDateTime: new Date(Date.UTC(2026, 10, 23, 12, 0, 0, index)).toISOString(),
    time: 12,
    timings: { blocked: -1, dns: -1, ssl: -1, connect: -1, send: 0, wait: 12, receive: 0, _blocked_queueing: 0.5 },
  };
}

function* textOf({ entries, ...log }: { readonly entries: readonly object[] }): Generator<string> {
  yield `${JSON.stringify({ log }).slice(0, -"}}".length)},"entries":[`;
  for (const [index, entry] of entries.entries()) yield `${index > 0 ? ",\n" : ""}${JSON.stringify(entry, null, 2)}`;
  yield "]}}";
}
