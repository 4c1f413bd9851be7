import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { suggestionsFor } from "../../../extension/list/filter.ts";
import { atPath, captured, changed, openStore } from "../fakes.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const refused = captured("preflight-header-two-of-three");

describe("the filter", () => {
  const entries = [
    ...atPath("/users", refused),
    ...atPath("/orders", captured("preflight-method-missing"), 1000),
    ...changed(atPath("/orders/open", refused, 2000), (text) => text.replaceAll("127.0.0.1:8200", "api.shop.example")),
  ];

  test.each([
    ["method:put", (row: { method: string }) => row.method === "PUT"],
    ["-method:GET", (row: { method: string }) => row.method !== "GET"],
    ["status:2xx", (row: { status: number }) => row.status >= 200 && row.status < 300],
    ["-status:2xx", (row: { status: number }) => row.status < 200 || row.status >= 300],
    ["cause:header-not-allowed", (row: { cause: string }) => row.cause === "header-not-allowed"],
    ["-cause:header", (row: { cause: string }) => !row.cause.includes("header")],
    ["domain:*.example", (row: { server: string }) => row.server.endsWith(".example")],
    ["domain:127.0.0.1", (row: { server: string }) => row.server.includes("127.0.0.1")],
    ["-domain:127.0.0.1:8200 orders", (row: { server: string }) => !row.server.includes("127.0.0.1")],
    ["ORDERS", (row: { url: string }) => row.url.includes("orders")],
    ["-orders", (row: { url: string }) => !row.url.includes("orders")],
    ["type:fetch", (row: { type: string }) => row.type === "fetch"],
    ["-type:fetch", (row: { type: string }) => row.type !== "fetch"],
    ["method: -", () => true],
    ["domain:.*", () => false],
    ["nothing(has[this", () => false],
  ] as const)("%s", (query, isKept) => {
    const { store } = openStore(entries);
    const all = store.rows.value;
    store.query.value = query;
    expect(store.rows.value).toEqual(all.filter((row) => (isKept as (row: (typeof all)[number]) => boolean)(row)));
  });

  test("counts the fetches that match", () => {
    const { store } = openStore(entries);
    expect(store.matchCount.value).toBeNull();
    store.query.value = "orders";
    expect([store.matchCount.value, store.counts.value.refused]).toEqual([2, 3]);
  });

  test("suggests what the last word may become", () => {
    const { store } = openStore(entries);
    expect(suggestionsFor("orders -cau", store.rows.value)).toContain("orders -cause:header-not-allowed");
    expect(suggestionsFor("type:f", store.rows.value)).toEqual(["type:fetch"]);
    expect(suggestionsFor("domain:api", store.rows.value)).toEqual(["domain:api.shop.example"]);
  });
});
