import { byBody, byHeader, defineServer, type ServerResponse } from "./server.ts";

/**
 * `@fastify/cors`. It answers `OPTIONS` without `Access-Control-Request-Method` with 400 and `Invalid Preflight Request`,
 * and ends preflights with an empty 204 whose `Content-Length` is 0. Since version 11 it allows GET, HEAD and POST alone.
 * @see https://github.com/fastify/fastify-cors/blob/main/index.js
 * @see https://github.com/fastify/fastify-cors#options
 */
export const fastifyCors = defineServer({
  id: "fastify-cors",
  name: "@fastify/cors",
  layer: "library",
  recognize: (response) => {
    if (isRefusal(response)) return byBody(response, /^Invalid Preflight Request$/);
    if (!isPreflightResponse(response)) return undefined;
    return (
      byHeader(response, "Keep-Alive", /^timeout=72$/) ??
      byHeader(response, "Access-Control-Allow-Methods", /^GET,HEAD,POST$/, "possible")
    );
  },
  answersItself: (response) => isRefusal(response) || isPreflightResponse(response),
  stacks: ["fastify", "nestjs"],
});

function isRefusal({ method, status, body }: ServerResponse): boolean {
  return method === "OPTIONS" && status === 400 && body === "Invalid Preflight Request";
}

function isPreflightResponse({ method, status, header }: ServerResponse): boolean {
  return (
    method === "OPTIONS" &&
    status === 204 &&
    header("Access-Control-Allow-Methods") !== null &&
    header("Content-Length") === "0" &&
    header("X-Powered-By") === null
  );
}
