import { describe, expect, test } from "vitest";
import { diagnose } from "../../src/diagnose.ts";
import { readPastedHeaders } from "../../src/recording/pasted-headers.ts";

/** What the engine says of a paste: outcome, cause, method and URL of each fetch. */
function diagnosed(text: string, context = {}) {
  const recording = readPastedHeaders(text, context);
  if (typeof recording === "string") return recording;
  return diagnose(recording).map(({ outcome, verdict, fetch }) => [
    outcome,
    verdict?.cause ?? null,
    verdict?.step ?? null,
    `${fetch.hops.at(-1)?.method} ${fetch.hops.at(-1)?.url}`,
    fetch.origin,
  ]);
}

const curl = `* Host api.example:443 was resolved.
*   Trying 192.0.2.7:443...
* ALPN: curl offers h2,http/1.1
{ [5 bytes data]
* SSL connection using TLSv1.3 / TLS_AES_256_GCM_SHA384
> OPTIONS /orders/1 HTTP/2
> Host: api.example
> User-Agent: curl/8.5.0
> Accept: */*
> Origin: https://app.example
> Access-Control-Request-Method: PUT
> Access-Control-Request-Headers: x-request-id
>
* Request completely sent off
< HTTP/2 204
< access-control-allow-origin: https://app.example
< access-control-allow-methods: GET,PUT
< access-control-allow-headers: content-type
<
* Connection #0 to host api.example left intact
`;

const http = `OPTIONS /orders HTTP/1.1
Host: localhost:8080
Origin: http://localhost:3000
Access-Control-Request-Method: POST
Access-Control-Request-Headers: content-type

HTTP/1.1 204 No Content
Access-Control-Allow-Origin: http://localhost:3000
Access-Control-Allow-Methods: POST
Access-Control-Allow-Headers: content-type

POST /orders HTTP/1.1
Host: localhost:8080
Origin: http://localhost:3000
Content-Type: application/json

HTTP/1.1 500 Internal Server Error
Content-Type: text/plain

Allow: nothing of this is a header
`;

/** The Headers tab of Chrome's DevTools, selected and copied: with the value beside its name, and below it. */
const devTools = `General
Request URL: https://api.example/me?token=abc
Request Method: GET
Status Code: 200 OK
Remote Address: 192.0.2.7:443
Referrer Policy: strict-origin-when-cross-origin
Response Headers
access-control-allow-origin: *
content-type: application/json
Request Headers
:authority: api.example
:method: GET
:path: /me?token=abc
:scheme: https
cookie: session=1
origin: https://app.example
`;
const devToolsInLines = devTools.replace(/^(:?[\w -]+): (.*)$/gm, "$1:\n$2");
const devToolsWithoutColons = devTools.replace(/^(:?[\w -]+): (.*)$/gm, "$1\n$2");

describe("pasted headers", () => {
  test("of curl -v", () => {
    expect(diagnosed(curl)).toEqual([
      ["refused", "header-not-allowed", "preflight", "PUT https://api.example/orders/1", "https://app.example"],
    ]);
  });

  test("of a preflight and its request as HTTP messages, with the start of the body", () => {
    expect(diagnosed(http)).toEqual([
      ["refused", "missing-allow-origin", "actual", "POST http://localhost:8080/orders", "http://localhost:3000"],
    ]);
    const recording = readPastedHeaders(http);
    expect(
      typeof recording === "string" ? recording : recording.exchanges.map(({ responseText }) => responseText),
    ).toEqual([null, "Allow: nothing of this is a header"]);
  });

  test.each([
    ["in one line each", devTools],
    ["with the value below the name", devToolsInLines],
    ["with the value below the name, without colons", devToolsWithoutColons],
  ])("of the Headers tab, %s", (_, text) => {
    expect(diagnosed(text)).toEqual([
      [
        "refused",
        "wildcard-origin-with-credentials",
        "actual",
        "GET https://api.example/me?token=abc",
        "https://app.example",
      ],
    ]);
  });

  test("of the Headers tab, twice", () => {
    const origin = "https://app.example";
    const second = devTools.replaceAll("/me?token=abc", "/you");
    expect(diagnosed(`${devTools}\n${second}`)).toEqual([
      ["refused", "wildcard-origin-with-credentials", "actual", "GET https://api.example/me?token=abc", origin],
      ["refused", "wildcard-origin-with-credentials", "actual", "GET https://api.example/you", origin],
    ]);
  });

  test("of the response only, with what the paste lacks beside it", () => {
    const response = "HTTP/1.1 200 OK\nAccess-Control-Allow-Origin: https://other.example\n";
    expect(diagnosed(response, { url: "https://api.example/a", origin: "https://app.example" })).toEqual([
      ["refused", "allow-origin-mismatch", "actual", "GET https://api.example/a", "https://app.example"],
    ]);
    expect(diagnosed(response, { origin: "https://app.example" })).toContain("URL");
    expect(diagnosed(response, { url: "https://api.example/a" })).toContain("`Origin`");
  });

  test("of curl -i, with the command", () => {
    const text =
      "$ curl -i -H 'Origin: https://app.example' https://api.example/a\nHTTP/1.1 100 Continue\n\nHTTP/1.1 200 OK\nServer: nginx\n\n<html>";
    expect(diagnosed(text, { origin: "https://app.example" })).toEqual([
      ["refused", "missing-allow-origin", "actual", "GET https://api.example/a", "https://app.example"],
    ]);
  });

  test("of anything else is a sentence, and never an exception", () => {
    for (const text of ["", "hello", "\u0000\n\n:::\n> \n< \n", "> GET\n< abc", "Request URL\n", "HTTP/1.1 999999"]) {
      expect(diagnosed(text)).toEqual(expect.any(String));
    }
    expect(diagnosed("GET http://[ HTTP/1.1\nOrigin: https://a.example\nHost: [", {})).toEqual(expect.any(String));
  });
});
