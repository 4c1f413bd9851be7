import { byHeader, byHeaderName, byHost, defineServer } from "./server.ts";

/**
 * Fly Proxy of Fly.io. It adds itself to `Via`, and `Fly-Request-Id`.
 * @see https://fly.io/docs/networking/request-headers/
 */
export const flyIo = defineServer({
  id: "fly-io",
  name: "Fly.io",
  layer: "proxy",
  recognize: (response) =>
    byHeader(response, "Via", /\b[\d.]+ fly\.io\b/) ??
    byHeaderName(response, ["Fly-Request-Id"]) ??
    byHeader(response, "Server", /^Fly(?=\/)/) ??
    byHost(response, /\.fly\.dev$/),
  stacks: [],
});
