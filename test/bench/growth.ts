import { median } from "./median.ts";

/** How the time of a diagnosis grows with the recording. */
export interface Growth {
  readonly counts: readonly [from: number, to: number];
  /** Median milliseconds for each of both counts. */
  readonly times: readonly [number, number];
  /** The time grows with this power of the number of entries. */
  readonly exponent: number;
}

/** Measures a diagnosis of this many lean entries, of which one in a hundred is refused, against one of fewer. */
export function measureGrowth(diagnose: (har: object) => void, [from, to]: Growth["counts"]): Growth {
  const small = leanHar(from);
  for (let round = 0; round < 50; round++) diagnose(small);
  const large = leanHar(to);
  const times = [timeOf(() => diagnose(small), 50), timeOf(() => diagnose(large), 3)] as const;
  return { counts: [from, to], times, exponent: Math.log(times[1] / times[0]) / Math.log(to / from) };
}

function timeOf(run: () => void, rounds: number): number {
  const times = Array.from({ length: rounds }, () => {
    const start = performance.now();
    run();
    return performance.now() - start;
  });
  return median(times);
}

/** A HAR of entries with the fields that a diagnosis reads. They share their headers, so that 300,000 fit into the memory. */
function leanHar(count: number): object {
  const entries = Array.from({ length: count }, (_, index) => ({
    _initiator: { type: "script" },
    _resourceType: "fetch",
    pageref: "page_1",
    startedDateTime: new Date(Date.UTC(2026, 10, 23, 12) + index * 3).toISOString(),
    time: 12,
    request: { method: "GET", url: `https://api.example/items/${index}`, headers: sentHeaders },
    response: {
      status: 200,
      headers: index % 100 === 0 ? [] : grantingHeaders,
      redirectURL: "",
      content: {},
      _error: index % 100 === 0 ? "net::ERR_FAILED" : null,
    },
  }));
  const pages = [{ id: "page_1", title: "https://app.example/" }];
  return { log: { version: "1.2", creator: { name: "WebInspector" }, pages, entries } };
}

const sentHeaders = headersOf({
  Host: "api.example",
  Origin: "https://app.example",
  "Sec-Fetch-Mode": "cors",
  Referer: "https://app.example/",
});

const grantingHeaders = headersOf({ "Content-Type": "application/json", "Access-Control-Allow-Origin": "*" });

function headersOf(headers: Readonly<Record<string, string>>) {
  return Object.entries(headers).map(([name, value]) => ({ name, value }));
}
