import { describe, expect, test } from "vitest";
import type { Header } from "../../src/exchange.ts";
import { corsHeadersIn, noCorsHeaders } from "../../src/fetch/cors-headers.ts";
import { getHeader, hasHeader } from "../../src/fetch/headers.ts";
import { noRequestHeaders, requestHeadersIn } from "../../src/fetch/request-headers.ts";

function headers(...lines: readonly string[]): Header[] {
  return lines.map((line) => {
    const colon = line.indexOf(":", 1);
    return { name: line.slice(0, colon), value: line.slice(colon + 1) };
  });
}

const lists = [
  headers(),
  headers("Host: api.example", "Origin: https://app.example", "Referer: https://app.example/"),
  headers("Host: api.example", "Origin: https://other.example", "Referer: https://app.example/"),
  headers("host: api.example", "ORIGIN: https://app.example", "Cookie: a=1"),
  headers(":authority: api.example", "cookie: a=1", "cookie: b=2"),
  headers("Origin: null", "origin:  https://app.example ", "User-Agent: A", "user-agent: B"),
  headers("Sec-Fetch-Mode: cors", "Sec-Fetch-Site: cross-site", "Sec-Fetch-Dest: empty"),
  headers("sec-fetch-mode: no-cors", "Sec-Fetch-Site: same-site", "Sec-Fetch-Storage-Access: active"),
  headers(
    "Access-Control-Request-Method: PUT",
    "Access-Control-Request-Headers: x-a",
    "access-control-request-headers: x-b",
  ),
  headers("Sec-WebSocket-Key: x", "Upgrade: websocket", "Sec-Fetch-Mode: websocket"),
];

describe("the headers of a request that are read together", () => {
  test.each(lists.map((list) => [list.map(({ name }) => name).join(", "), list] as const))("%s", (_, list) => {
    expect(requestHeadersIn(list)).toEqual({
      hasHost: hasHeader(list, "Host") || hasHeader(list, ":authority"),
      origin: getHeader(list, "Origin"),
      referer: getHeader(list, "Referer"),
      userAgent: getHeader(list, "User-Agent"),
      hasCookie: hasHeader(list, "Cookie"),
      mode: getHeader(list, "Sec-Fetch-Mode"),
      site: getHeader(list, "Sec-Fetch-Site"),
      hasStorageAccess: hasHeader(list, "Sec-Fetch-Storage-Access"),
      hasWebSocketKey: hasHeader(list, "Sec-WebSocket-Key"),
      requestedMethod: getHeader(list, "Access-Control-Request-Method"),
      requestedHeaders: getHeader(list, "Access-Control-Request-Headers"),
    });
  });

  test("are one object for equal requests in a row", () => {
    const list = () =>
      headers("Host: api.example", "Origin: https://app.example", "Accept: */*", "Sec-Fetch-Mode: cors");
    expect(requestHeadersIn(list())).toBe(requestHeadersIn(list()));
    expect(requestHeadersIn([])).toEqual(noRequestHeaders);
  });

  test("are found in a list that is too long to be remembered", () => {
    const many = Array.from({ length: 100 }, (_, at) => `x-${at}: 1`);
    for (const origin of ["https://app.example", "https://other.example"])
      expect(requestHeadersIn(headers(...many, `Origin: ${origin}`)).origin).toBe(origin);
  });
});

describe("the CORS headers of a response", () => {
  const responses = [
    headers("Content-Type: text/html"),
    headers("Access-Control-Allow-Origin: *", "Access-Control-Allow-Credentials: true"),
    headers("access-control-allow-origin: *", "ACCESS-CONTROL-ALLOW-CREDENTIALS: false"),
    headers("Access-Control-Allow-Origin: https://a.example", "Access-Control-Allow-Origin: https://b.example"),
    headers(
      "Access-Control-Allow-Methods: PUT",
      "Access-Control-Allow-Headers: x-a",
      "Access-Control-Expose-Headers: x-b",
    ),
    headers("Access-Control-Allow-Methods: PUT", "Access-Control-Allow-Headers: x-b"),
  ];
  test.each(responses.map((list) => [list.map(({ name }) => name).join(", "), list] as const))("%s", (_, list) => {
    expect(corsHeadersIn(list)).toEqual({
      allowOrigin: getHeader(list, "Access-Control-Allow-Origin"),
      allowCredentials: getHeader(list, "Access-Control-Allow-Credentials"),
      allowMethods: getHeader(list, "Access-Control-Allow-Methods"),
      allowHeaders: getHeader(list, "Access-Control-Allow-Headers"),
    });
  });

  test("are one object for equal responses in a row, and for those that have none", () => {
    const granting = () => headers("Access-Control-Allow-Origin: *", "Vary: Origin");
    const first = corsHeadersIn(granting());
    expect(corsHeadersIn(headers("Vary: Origin"))).toBe(noCorsHeaders);
    expect(corsHeadersIn(granting())).toBe(first);
  });
});
