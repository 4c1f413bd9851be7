import { byBody, byHeader, defineServer, type ServerResponse } from "./server.ts";

/**
 * Fiber, for Go, with its CORS middleware. Its 404 names the method and the path in plain text, and the `Vary` of its
 * preflights has an order of its own.
 * @see https://github.com/gofiber/fiber/blob/main/router.go
 * @see https://github.com/gofiber/fiber/blob/main/app.go
 * @see https://github.com/gofiber/fiber/blob/main/middleware/cors/cors.go
 */
export const fiber = defineServer({
  id: "fiber",
  name: "Fiber",
  layer: "framework",
  recognize: (response) =>
    isNotFound(response)
      ? byBody(response, /^Cannot [A-Z]+ \/\S*$/)
      : isPreflight(response)
        ? byHeader(response, "Vary", /^Access-Control-Request-Method, Access-Control-Request-Headers, Origin$/)
        : undefined,
  answersItself: () => true,
  stacks: [],
});

function isNotFound({ status, header }: ServerResponse): boolean {
  return status === 404 && header("Content-Type") === "text/plain; charset=utf-8";
}

function isPreflight({ method, status }: ServerResponse): boolean {
  return method === "OPTIONS" && status === 204;
}
