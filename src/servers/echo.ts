import { byBody, byHeader, defineServer, type Recognition, type ServerResponse } from "./server.ts";

/**
 * Echo, for Go, with its CORS middleware. Its errors are one JSON object with a `message`, a line feed at the end, and
 * `charset=UTF-8` in capitals. Its middleware answers a preflight from an origin that is not allowed with 204 and `Vary`.
 * @see https://github.com/labstack/echo/blob/master/echo.go
 * @see https://github.com/labstack/echo/blob/master/middleware/cors.go
 */
export const echo = defineServer({
  id: "echo",
  name: "Echo",
  layer: "framework",
  recognize: (response) =>
    (isJsonError(response) ? byErrorBody(response) : undefined) ??
    (isBareJsonError(response)
      ? { certainty: "possible", evidence: "a JSON error with the length of Echo's" }
      : undefined) ??
    preflight(response),
  answersItself: (response) =>
    response.method === "OPTIONS"
      ? preflight(response) !== undefined || isJsonError(response)
      : /^\{"message":"(Not Found|Method Not Allowed|Internal Server Error)"\}/.test(response.body ?? ""),
  stacks: [],
});

/** An error of Echo's own is certain; an application's own errors may look like Echo's on any framework. */
function byErrorBody(response: ServerResponse): Recognition | undefined {
  return (
    byBody(response, /^\{"message":(?="(Not Found|Method Not Allowed|Internal Server Error|Unauthorized)"\}\n$)/) ??
    byBody(response, /^\{"message":(?="[^"]*"\}\n$)/, "possible")
  );
}

function isJsonError({ status, header }: ServerResponse): boolean {
  return status >= 400 && header("Content-Type") === "application/json; charset=UTF-8";
}

/**
 * True for the 404 or 405 of its router of which only the headers are recorded: `{"message":"Not Found"}`, with or without
 * a line feed.
 */
function isBareJsonError(response: ServerResponse): boolean {
  const { status, header, body } = response;
  const lengths = status === 404 ? ["23", "24"] : status === 405 ? ["32", "33"] : [];
  return (
    body === null &&
    isJsonError(response) &&
    lengths.includes(header("Content-Length") ?? "") &&
    header("Server") === null &&
    header("X-Powered-By") === null
  );
}

function preflight(response: ServerResponse): Recognition | undefined {
  const { method, status, header, headerNames } = response;
  if (method !== "OPTIONS" || status !== 204) return undefined;
  if (headerNames.some((name) => name.startsWith("access-control-"))) {
    return header("Vary") === "Origin, Access-Control-Request-Method, Access-Control-Request-Headers"
      ? byHeader(response, "Access-Control-Allow-Methods", /^GET,HEAD,PUT,PATCH,POST,DELETE$/, "possible")
      : undefined;
  }
  return header("Vary") === "Origin" && !headerNames.includes("x-powered-by") && header("Server") === null
    ? { certainty: "possible", evidence: "a 204 with `Vary: Origin` alone" }
    : undefined;
}
