import { byHeader, byHeaderName, defineServer } from "./server.ts";

/**
 * Varnish Cache. It adds `X-Varnish`, and `Via` with its version. Its own error page says `Varnish cache server`.
 * Fastly's `Via: 1.1 varnish` has no version.
 * @see https://github.com/varnishcache/varnish-cache/blob/master/bin/varnishd/builtin.vcl
 */
export const varnish = defineServer({
  id: "varnish",
  name: "Varnish",
  layer: "proxy",
  recognize: (response) =>
    byHeaderName(response, ["X-Varnish"]) ?? byHeader(response, "Via", /\b1\.1 [^ ,]+ \(Varnish\/[\d.]+\)/),
  answersItself: ({ status, header }) => status >= 400 && header("Server") === "Varnish",
  stacks: [],
});
