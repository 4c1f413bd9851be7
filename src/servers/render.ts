import { byHeaderName, byHost, defineServer } from "./server.ts";

/**
 * Render. Its edge passes responses on through Cloudflare, so `Server` says `cloudflare`. `X-Render-Routing` says why
 * no service responded, such as `no-server` or `hibernate-wake-error`; a 502 always comes from the edge.
 * `X-Render-Origin-Server` shows that a service responded.
 * @see https://render.com/tutorials/when-deploys-go-wrong/runtime-errors
 */
export const render = defineServer({
  id: "render",
  name: "Render",
  layer: "proxy",
  recognize: (response) =>
    byHeaderName(response, ["X-Render-Origin-Server", "X-Render-Routing", "Rndr-Id"]) ??
    byHost(response, /\.onrender\.com$/),
  answersItself: ({ status, header }) =>
    header("X-Render-Origin-Server") === null && (header("X-Render-Routing") !== null || status === 502),
  stacks: [],
});
