import { byBody, byHeader, defineServer, type ServerResponse } from "./server.ts";

/**
 * Phoenix, for Elixir. Its older server is Cowboy, which other Erlang programs and Heroku use, too; the newer one, Bandit,
 * sends no name. Plug's default `Cache-Control` and the request id make Cowboy certain to be Phoenix.
 * @see https://github.com/ninenines/cowboy/blob/master/src/cowboy_req.erl
 * @see https://github.com/phoenixframework/phoenix/blob/main/installer/templates/phx_web/endpoint.ex
 * @see https://github.com/phoenixframework/phoenix/blob/main/lib/phoenix/endpoint/render_errors.ex
 */
export const phoenix = defineServer({
  id: "phoenix",
  name: "Phoenix",
  layer: "framework",
  recognize: (response) =>
    byBody(response, noRoute) ??
    (/\bvegur\b/.test(response.header("Via") ?? "")
      ? undefined
      : byHeader(response, "Server", /^Cowboy$/i, hasPlugHeaders(response) ? "certain" : "possible")),
  answersItself: ({ body }) => noRoute.test(body ?? ""),
  stacks: ["phoenix"],
});

/** The page and the text of the development mode for a path without a route. */
const noRoute = /Phoenix\.Router\.NoRouteError at [A-Z]+/;

function hasPlugHeaders({ header, headerNames }: ServerResponse): boolean {
  return headerNames.includes("x-request-id") && header("Cache-Control") === "max-age=0, private, must-revalidate";
}
