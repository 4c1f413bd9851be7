import { byHeader, byHeaderName, byHost, defineServer } from "./server.ts";

/**
 * Railway's edge proxy. `X-Railway-Fallback: true` marks its own responses: 502 for an app that does not respond, 404
 * for a host without one.
 * @see https://docs.railway.com/networking/edge-networking
 * @see https://docs.railway.com/networking/troubleshooting/application-failed-to-respond
 */
export const railway = defineServer({
  id: "railway",
  name: "Railway",
  layer: "proxy",
  recognize: (response) =>
    byHeader(response, "Server", /^railway-(edge|hikari)$/i) ??
    byHeaderName(response, ["X-Railway-Edge", "X-Railway-Request-Id", "X-Railway-Fallback"]) ??
    byHost(response, /\.up\.railway\.app$/),
  answersItself: ({ header }) => header("X-Railway-Fallback") === "true",
  stacks: [],
});
