import { byBody, defineServer, type ServerResponse } from "./server.ts";

/**
 * NestJS, on Express or Fastify. Its own errors are JSON: `Cannot GET /x` where no route matches, and
 * `Internal server error` where a handler throws.
 * @see https://github.com/nestjs/nest/blob/master/packages/core/router/routes-resolver.ts
 * @see https://github.com/nestjs/nest/blob/master/packages/core/exceptions/base-exception-filter.ts
 */
export const nestjs = defineServer({
  id: "nestjs",
  name: "NestJS",
  layer: "framework",
  recognize: (response) =>
    isNotFound(response)
      ? byBody(response, noRoute)
      : byBody(response, thrown, response.header("X-Powered-By") === "Express" ? "certain" : "possible"),
  answersItself: (response) => isNotFound(response) || thrown.test(response.body ?? ""),
  stacks: ["nestjs"],
});

const noRoute = /"message":"Cannot [A-Z]+ \/[^"]*"/;
const thrown = /^\{"statusCode":500,"message":"Internal server error"\}$/;

function isNotFound({ status, body }: ServerResponse): boolean {
  return status === 404 && body !== null && noRoute.test(body) && body.includes('"statusCode":404');
}
