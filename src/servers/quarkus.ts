import { byBody, defineServer, type Recognition, type ServerResponse } from "./server.ts";

/**
 * Quarkus. Its CORS filter refuses with an empty 403, and names the reason only in HTTP/1.1's status line. On a refused
 * preflight it still lists the methods. Its errors have an id that ends in a counter.
 * @see https://github.com/quarkusio/quarkus/blob/main/extensions/vertx-http/runtime/src/main/java/io/quarkus/vertx/http/runtime/cors/CORSFilter.java
 * @see https://github.com/quarkusio/quarkus/blob/main/extensions/vertx-http/runtime/src/main/java/io/quarkus/vertx/http/runtime/QuarkusErrorHandler.java
 * @see https://github.com/quarkusio/quarkus/issues/12256
 */
export const quarkus = defineServer({
  id: "quarkus",
  name: "Quarkus",
  layer: "framework",
  recognize: (response) =>
    (response.status >= 400 ? (byBody(response, errorId) ?? byBody(response, noResource, "possible")) : undefined) ??
    refusedPreflight(response),
  answersItself: (response) =>
    refusedPreflight(response) !== undefined ||
    (response.status >= 400 && (errorId.test(response.body ?? "") || noResource.test(response.body ?? ""))),
  stacks: ["quarkus"],
});

const errorId = /\bError id [0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}-\d{1,9}/;
const noResource = /RESTEASY003210: Could not find resource for full path/;

function refusedPreflight({ method, status, headerNames, body }: ServerResponse): Recognition | undefined {
  return method === "OPTIONS" &&
    status === 403 &&
    !body &&
    headerNames.includes("access-control-allow-methods") &&
    !headerNames.includes("access-control-allow-origin")
    ? { certainty: "possible", evidence: "a 403 with `Access-Control-Allow-Methods`" }
    : undefined;
}
