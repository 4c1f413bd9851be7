import { nodeTarget } from "../node.ts";

export const cloudflareWorkers = nodeTarget("Cloudflare Workers on workerd", "cloudflare-workers", ["miniflare"]);
