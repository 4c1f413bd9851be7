import { byBody, byHeader, defineServer, type ServerResponse } from "./server.ts";

/**
 * Hono 4. Its own 404 is the text `404 Not Found`, with the charset in upper case. Its `cors` middleware lists methods in
 * an order of its own; newer versions add `QUERY`.
 * @see https://github.com/honojs/hono/blob/main/src/hono-base.ts
 * @see https://github.com/honojs/hono/blob/main/src/middleware/cors/index.ts
 */
export const hono = defineServer({
  id: "hono",
  name: "Hono",
  layer: "framework",
  recognize: (response) =>
    byHeader(response, "Access-Control-Allow-Methods", /^GET,HEAD,PUT,POST,DELETE,PATCH,QUERY$/) ??
    (isNotFound(response)
      ? byBody(response, /^404 Not Found$/, "possible")
      : isPreflightResponse(response)
        ? byHeader(response, "Access-Control-Allow-Methods", /^GET,HEAD,PUT,POST,DELETE,PATCH$/, "possible")
        : undefined),
  answersItself: (response) => isNotFound(response) || isPreflightResponse(response),
  stacks: ["hono", "cloudflare-workers"],
});

function isNotFound({ status, header, body }: ServerResponse): boolean {
  return (
    status === 404 && body === "404 Not Found" && /^text\/plain; ?charset=UTF-8$/.test(header("Content-Type") ?? "")
  );
}

/** True where the `cors` middleware repeats the requested headers, which `@koa/cors` does without `Vary`. */
function isPreflightResponse({ method, status, header }: ServerResponse): boolean {
  return (
    method === "OPTIONS" &&
    status === 204 &&
    /^GET,HEAD,PUT,POST,DELETE,PATCH(,QUERY)?$/.test(header("Access-Control-Allow-Methods") ?? "") &&
    /\bAccess-Control-Request-Headers\b/i.test(header("Vary") ?? "")
  );
}
