import { byHeader, defineServer, type ServerResponse } from "./server.ts";

/**
 * The Go middleware rs/cors, and go-chi/cors, which began as a copy of it. It answers every preflight itself, with the
 * same `Vary` whether it allows the request or not. A refusal has no CORS header; a permission repeats the method that was
 * asked for. Go sorts the response headers, so `Vary` comes after the CORS headers.
 * @see https://github.com/rs/cors/blob/master/cors.go
 * @see https://github.com/go-chi/cors/blob/master/cors.go
 */
export const rsCors = defineServer({
  id: "rs-cors",
  name: "rs/cors",
  layer: "library",
  recognize: (response) => (isPreflight(response) ? byHeader(response, "Vary", variedBy) : undefined),
  answersItself: () => true,
  stacks: ["go"],
});

const variedBy = /^Origin, Access-Control-Request-Method, Access-Control-Request-Headers(?=,|$)/;

function isPreflight({ method, status, header, headerNames, requestHeader }: ServerResponse): boolean {
  if (method !== "OPTIONS" || (status !== 200 && status !== 204)) return false;
  const firstAllowed = headerNames.findIndex((name) => name.startsWith("access-control-allow-"));
  if (firstAllowed === -1) return true;
  return (
    firstAllowed < headerNames.indexOf("vary") &&
    header("Access-Control-Allow-Methods") === requestHeader("Access-Control-Request-Method")
  );
}
