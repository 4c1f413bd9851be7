import { byBody, byHeader, byHeaderName, defineServer } from "./server.ts";

/**
 * Kong Gateway. Responses of the server behind it have `X-Kong-Proxy-Latency` and `X-Kong-Upstream-Latency`.
 * `X-Kong-Response-Latency` marks the responses that Kong made: its errors, refusals of its plugins, and the 200 of its
 * CORS plugin to a preflight.
 * @see https://github.com/Kong/kong/blob/master/kong/constants.lua
 * @see https://github.com/Kong/kong/blob/master/kong/plugins/cors/handler.lua
 * @see https://developer.konghq.com/gateway/pdk/reference/kong.response
 * @see https://developer.konghq.com/support/when-using-route-by-header-a-cors-pre-flight-request-fails-with-a-404-error/
 */
export const kong = defineServer({
  id: "kong",
  name: "Kong",
  layer: "gateway",
  recognize: (response) =>
    byHeader(response, "Server", /^kong\b/i) ??
    byHeader(response, "Via", /\b(1\.1 )?kong(?=\/\d)/i) ??
    byHeaderName(response, [
      "X-Kong-Response-Latency",
      "X-Kong-Upstream-Latency",
      "X-Kong-Proxy-Latency",
      "X-Kong-Request-Id",
    ]) ??
    byBody(response, noRoute),
  answersItself: ({ header, body }) => header("X-Kong-Response-Latency") !== null || noRoute.test(body ?? ""),
  stacks: [],
});

const noRoute = /^\{\s*"message": ?"no Route matched with those values"/;
