import { byHeader, defineServer, type ServerResponse } from "./server.ts";

/**
 * The middleware gin-contrib/cors. It answers an origin that is not in its list with an empty 403, on every method and
 * without any CORS header. Preflights from an allowed origin get 204; the lists of its default configuration name it.
 * @see https://github.com/gin-contrib/cors/blob/master/config.go
 * @see https://github.com/gin-contrib/cors/blob/master/cors.go
 */
export const ginContribCors = defineServer({
  id: "gin-contrib-cors",
  name: "gin-contrib/cors",
  layer: "library",
  recognize: (response) =>
    isGrant(response)
      ? (byHeader(response, "Access-Control-Allow-Headers", /^Origin,Content-Length,Content-Type(?=,|$)/) ??
        // Strapi has the same list of methods, and names itself.
        (response.headerNames.includes("x-powered-by")
          ? undefined
          : byHeader(response, "Access-Control-Allow-Methods", /^GET,POST,PUT,PATCH,DELETE,HEAD,OPTIONS$/, "possible")))
      : isRefusal(response)
        ? { certainty: "possible", evidence: "an empty 403 without `Content-Type`" }
        : undefined,
  answersItself: () => true,
  stacks: ["gin"],
});

function isGrant({ method, status }: ServerResponse): boolean {
  return method === "OPTIONS" && status === 204;
}

/** True for a 403 without a body and without any header that tells more about it. */
function isRefusal({ status, port, header, headerNames, requestHeader, body }: ServerResponse): boolean {
  return (
    status === 403 &&
    // Elasticsearch and OpenSearch refuse in the same way at their port.
    port !== "9200" &&
    !body &&
    header("Content-Length") === "0" &&
    requestHeader("Origin") !== null &&
    /^($|nginx|openresty|cloudflare|caddy|envoy|istio-envoy)/i.test(header("Server") ?? "") &&
    !headerNames.some((name) => telling.has(name) || name.startsWith("access-control-"))
  );
}

/** Among them the headers that Spring Security sends with its own empty 403. */
const telling = new Set([
  "content-type",
  "www-authenticate",
  "vary",
  "x-powered-by",
  "allow",
  "pragma",
  "x-xss-protection",
]);
