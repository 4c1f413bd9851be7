import { byHeader, defineServer, type ServerResponse } from "./server.ts";

/**
 * Koa 3. It names itself nowhere. Its own errors are the status text alone, and `@koa/cors` lists methods in an order of
 * its own, without `Vary: Access-Control-Request-Headers`.
 * @see https://github.com/koajs/koa/blob/master/lib/context.js
 * @see https://github.com/koajs/cors/blob/master/index.js
 */
export const koa = defineServer({
  id: "koa",
  name: "Koa",
  layer: "framework",
  recognize: (response) =>
    isErrorResponse(response)
      ? { certainty: "possible", evidence: "the status text alone as `text/plain`" }
      : isPreflightResponse(response)
        ? byHeader(response, "Access-Control-Allow-Methods", methods, "possible")
        : undefined,
  answersItself: (response) => isErrorResponse(response) || isPreflightResponse(response),
  stacks: ["koa"],
});

const methods = /^GET,HEAD,PUT,POST,DELETE,PATCH$/;

const statusTexts: Readonly<Record<number, string>> = { 404: "Not Found", 500: "Internal Server Error" };

/** True for the text of a 404 or 500. Starlette sends the same text without Node's `Keep-Alive`. */
function isErrorResponse({ status, header, body }: ServerResponse): boolean {
  return (
    body !== null &&
    body === statusTexts[status] &&
    header("Content-Type") === "text/plain; charset=utf-8" &&
    header("Keep-Alive") === "timeout=5" &&
    ["Server", "X-Powered-By", "ETag", "Cache-Control"].every((name) => header(name) === null)
  );
}

/** True for the preflight response of `@koa/cors`. Hono's list was the same; Hono also sends a `Content-Type`. */
function isPreflightResponse({ method, status, header }: ServerResponse): boolean {
  return (
    method === "OPTIONS" &&
    status === 204 &&
    methods.test(header("Access-Control-Allow-Methods") ?? "") &&
    /^Origin$/i.test(header("Vary") ?? "") &&
    header("Content-Type") === null
  );
}
