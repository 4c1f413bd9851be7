import { describe, expect, test } from "vitest";
import type { Exchange } from "../../src/exchange.ts";
import { RecordedExchange } from "../../src/fetch/recorded-exchange.ts";
import { createPairingFacts, pairingFactsOf } from "../../src/pairing/pairing-facts.ts";

// What a recording shows of workers and pages, known from all of it or from what was read of it so far.

const started = { type: "other", url: "", requestId: "", stack: null };
const script = { url: "https://app.example/worker.js", resourceType: "script", initiator: started };

function exchangesOf(all: readonly Partial<Exchange>[]): Exchange[] {
  return all.map((fields, index) => Object.assign(new RecordedExchange(), { index, ...fields }));
}

function growingFactsOf(exchanges: readonly Exchange[]) {
  const facts = createPairingFacts();
  for (const exchange of exchanges) facts.add(exchange);
  return facts;
}

describe.each([
  ["a whole recording", pairingFactsOf],
  ["a recording that is read in parts", growingFactsOf],
])("%s", (_, factsOf) => {
  const factsIn = (...all: readonly Partial<Exchange>[]) => factsOf(exchangesOf(all));

  test("shows the scripts of workers by what requested them", () => {
    const { workerScripts } = factsIn(
      { ...script, page: "page_1" },
      { ...script, url: "https://app.example/service-worker.js" },
      { ...script, url: "https://app.example/app.js", initiator: { ...started, type: "parser" } },
      { ...script, url: "https://app.example/data", resourceType: "fetch" },
    );
    expect([...workerScripts]).toEqual([
      ["https://app.example/worker.js", "worker"],
      ["https://app.example/service-worker.js", "service-worker"],
    ]);
  });

  test("shows the pages that have a service worker", () => {
    const { controlledPages } = factsIn(
      { page: "page_1", fetchedViaServiceWorker: true },
      { page: "page_2" },
      { page: "", fetchedViaServiceWorker: true },
    );
    expect([...controlledPages]).toEqual(["page_1"]);
  });

  test("names pages where any of its exchanges names one", () => {
    expect(factsIn({}, {}).hasPageIds).toBe(false);
    expect(factsIn({}, { page: "page_1" }, {}).hasPageIds).toBe(true);
  });

  test("has the order of its requests", () => {
    const exchanges = exchangesOf([{ startedAt: 1 }, { startedAt: 2 }]);
    const { order } = factsOf(exchanges);
    expect(exchanges.map((exchange) => order.rankOf(exchange))).toEqual([0, 1]);
  });
});

test("of a recording that is read in parts, 20,000 scripts and pages are remembered", () => {
  const facts = createPairingFacts();
  const [exchange] = exchangesOf([{ ...script, fetchedViaServiceWorker: true }]);
  for (let count = 1; count <= 20_001; count++)
    facts.add({ ...(exchange as Exchange), url: `https://app.example/${count}.js`, page: `page_${count}` });
  expect([facts.workerScripts.size, facts.controlledPages.size]).toEqual([20_000, 20_000]);
});
