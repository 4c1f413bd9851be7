import { byBody, byHeader, defineServer, type Recognition, type ServerResponse } from "./server.ts";

/**
 * The npm package `cors` for Express. It ends a preflight with an empty 204 whose `Content-Length` is 0, with or without
 * `Access-Control-Allow-Origin`. NestJS, Apollo Server and Vite's development server use it, too, and `@fastify/cors` sent
 * the same list of methods before version 11.
 * @see https://github.com/expressjs/cors/blob/master/lib/index.js
 */
export const corsExpress = defineServer({
  id: "cors-express",
  name: "cors (npm)",
  layer: "library",
  recognize: (response) =>
    byBody(response, /\bnode_modules[\\/]cors[\\/]lib[\\/]index\.js\b/) ?? recognizePreflight(response),
  answersItself: (response) => isPreflightResponse(response),
  stacks: ["express-cors", "nestjs"],
});

function recognizePreflight(response: ServerResponse): Recognition | undefined {
  if (!isPreflightResponse(response)) return undefined;
  const isExpress = response.header("X-Powered-By") === "Express";
  const byMethods = byHeader(
    response,
    "Access-Control-Allow-Methods",
    defaultMethods,
    isExpress ? "certain" : "possible",
  );
  if (byMethods || !isExpress) return byMethods;
  return { certainty: "certain", evidence: "`Access-Control-Allow-Methods` with `Content-Length: 0` from Express" };
}

const defaultMethods = /^GET,HEAD,PUT,PATCH,POST,DELETE$/;

/** True for the end of a preflight. Express itself sends no `Content-Length` with a 204. */
function isPreflightResponse({ method, status, header }: ServerResponse): boolean {
  return (
    method === "OPTIONS" &&
    (status === 204 || status === 200) &&
    header("Access-Control-Allow-Methods") !== null &&
    header("Content-Length") === "0"
  );
}
