import { byHost, defineServer } from "./server.ts";

/**
 * Cloudflare Workers on their own domain. On other domains a Worker adds no mark.
 * @see https://developers.cloudflare.com/workers/configuration/routing/workers-dev/
 */
export const cloudflareWorkers = defineServer({
  id: "cloudflare-workers",
  name: "Cloudflare Workers",
  layer: "framework",
  recognize: (response) => byHost(response, /\.workers\.dev$/),
  stacks: ["cloudflare-workers"],
});
