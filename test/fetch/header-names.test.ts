import { describe, expect, test } from "vitest";
import type { Exchange, Header } from "../../src/exchange.ts";
import { headerNamesIn } from "../../src/fetch/header-names.ts";
import { getHeader } from "../../src/fetch/headers.ts";
import { RecordedExchange } from "../../src/fetch/recorded-exchange.ts";
import { responseHeaderOf, responseNamesOf } from "../../src/fetch/response-header.ts";

const headers = (...names: readonly string[]): Header[] => names.map((name, at) => ({ name, value: ` ${at} ` }));

describe("the names of a list of headers", () => {
  test("are one object for lists with the same names in the same order and spelling", () => {
    const names = headerNamesIn(headers("Vary", "ETag"));
    expect(headerNamesIn([{ name: "Vary", value: "*" }, ...headers("ETag")])).toBe(names);
    for (const others of [[], ["Vary"], ["ETag", "Vary"], ["vary", "ETag"], ["Vary", "ETag", "ETag"], ["Vary\nETag"]])
      expect(headerNamesIn(headers(...others))).not.toBe(names);
  });

  test("stay right where a recording has more different lists than are remembered", () => {
    const before = headerNamesIn(headers("Vary", "ETag"));
    for (let at = 0; at < 6000; at++) expect(headerNamesIn(headers(`x-${at}`)).names).toEqual([`x-${at}`]);
    expect(headerNamesIn(headers("Vary", "ETag")).names).toEqual(before.names);
  });

  test("are those of a list that is too long to be remembered", () => {
    const long = headers(...Array.from({ length: 200 }, (_, at) => `x-${at}`));
    expect(headerNamesIn(long).names).toEqual(long.map(({ name }) => name));
  });

  test("tell where the lines of a header are, in any letter case", () => {
    const names = headerNamesIn(headers("Vary", "ETag", "vary"));
    expect(names.placesOf("VARY")).toEqual([0, 2]);
    expect(names.placesOf("etag")).toEqual([1]);
    expect(names.placesOf("Age")).toEqual([]);
  });

  test("keep the Kelvin sign apart from the letter K, as browsers do", () => {
    expect(headerNamesIn(headers("\u212aey")).placesOf("Key")).toEqual([]);
  });
});

describe("a header of a response", () => {
  const recorded = (responseHeaders: readonly Header[]): RecordedExchange => {
    const exchange = new RecordedExchange();
    exchange.setResponseHeaders(responseHeaders);
    return exchange;
  };

  test.each(["vary", "Age", "ETAG", "X-Y"])("has the value that `getHeader` finds: %s", (name) => {
    const list = headers("Vary", "ETag", "Age", "vary");
    const expected = getHeader(list, name);
    expect(responseHeaderOf(recorded(list), name)).toBe(expected);
    expect(responseHeaderOf({ responseHeaders: list } as unknown as Exchange, name)).toBe(expected);
  });

  test("is that of the headers which the response has now", () => {
    const exchange = recorded(headers("Vary"));
    expect(responseNamesOf(exchange).names).toEqual(["Vary"]);
    exchange.setResponseHeaders(headers("Age"));
    expect(responseHeaderOf(exchange, "Vary")).toBeNull();
    expect(responseHeaderOf(exchange, "Age")).toBe("0");
  });

  test("does not come from what a copy with other headers was made of", () => {
    const exchange = recorded(headers("Vary"));
    responseNamesOf(exchange);
    expect(responseHeaderOf({ ...exchange, responseHeaders: headers("Age") }, "Age")).toBe("0");
  });
});
