import { byBody, byHeader, defineServer } from "./server.ts";

/**
 * Fastify 5. Its own errors are JSON: `Route GET:/x not found`, or a code that begins with `FST_ERR_`. Connections stay
 * open for 72 seconds.
 * @see https://github.com/fastify/fastify/blob/main/lib/four-oh-four.js
 * @see https://github.com/fastify/fastify/blob/main/lib/errors.js
 * @see https://fastify.dev/docs/latest/Reference/Server/#keepalivetimeout
 */
export const fastify = defineServer({
  id: "fastify",
  name: "Fastify",
  layer: "framework",
  recognize: (response) =>
    byBody(response, noRoute) ??
    byBody(response, errorCode) ??
    byHeader(response, "Keep-Alive", /^timeout=72$/, "possible"),
  answersItself: ({ status, body }) =>
    status >= 400 && [noRoute, errorCode, defaultError].some((pattern) => pattern.test(body ?? "")),
  stacks: ["fastify", "nestjs"],
});

const noRoute = /"message":"Route [A-Z]+:[^"]* not found"/;
const errorCode = /"code":"FST_ERR_[A-Z_]+"/;

/** What Fastify sends where a handler throws. */
const defaultError = /^\{"statusCode":5\d\d,"error":"[^"]*","message":/;
