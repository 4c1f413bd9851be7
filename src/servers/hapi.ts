import { byBody, byHeader, defineServer, type ServerResponse } from "./server.ts";

/**
 * hapi 21. Its CORS code answers a preflight that it refuses with 200 and a message. The defaults of its CORS options
 * hold names of headers that no other server lists, and its errors are JSON with `Cache-Control: no-cache`.
 * @see https://github.com/hapijs/hapi/blob/master/lib/cors.js
 * @see https://github.com/hapijs/hapi/blob/master/API.md#-routeoptionscors
 */
export const hapi = defineServer({
  id: "hapi",
  name: "hapi",
  layer: "framework",
  recognize: (response) =>
    byBody(response, corsMessage) ??
    byHeader(response, "Access-Control-Expose-Headers", /\bServer-Authorization\b/i) ??
    byHeader(response, "Access-Control-Allow-Headers", /^Accept,Authorization,Content-Type,If-None-Match\b/i) ??
    (isErrorResponse(response) ? byBody(response, errorShape, "possible") : undefined),
  answersItself: (response) =>
    corsMessage.test(response.body ?? "") || isErrorResponse(response) || isPreflightResponse(response),
  stacks: ["hapi"],
});

const corsMessage =
  /"message":"(CORS error: (Some headers are not allowed|Origin not allowed|Missing (Access-Control-Request-Method|Origin) header)|CORS is disabled for this route)"/;

const errorShape = /^\{"statusCode":(404|500),"error":"(Not Found|Internal Server Error)","message":/;

/** True for the JSON that hapi sends where no route matches or a handler throws. */
function isErrorResponse({ status, header, body }: ServerResponse): boolean {
  return status >= 400 && header("Cache-Control") === "no-cache" && errorShape.test(body ?? "");
}

function isPreflightResponse({ method, header }: ServerResponse): boolean {
  return method === "OPTIONS" && header("Access-Control-Allow-Methods") !== null && header("Content-Length") === "0";
}
