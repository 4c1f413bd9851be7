import { byHeader, byHeaderName, defineServer } from "./server.ts";

/**
 * Cloudflare as a CDN in front of another server. A Worker behind it adds no mark of its own. Responses of Cloudflare's
 * own, which the server behind it never saw, are challenges, error pages and the 52x statuses. Cloudflare also replaces
 * a 502 or 504 of the server behind it by its own page.
 * @see https://developers.cloudflare.com/fundamentals/reference/http-headers/
 * @see https://developers.cloudflare.com/cloudflare-challenges/challenge-types/challenge-pages/detect-response/
 * @see https://developers.cloudflare.com/support/troubleshooting/http-status-codes/cloudflare-error-headers/
 * @see https://developers.cloudflare.com/support/troubleshooting/http-status-codes/cloudflare-5xx-errors/
 * @see https://gist.github.com/cbarley10/61cb71de0327d52a63e0c6955bd13423
 */
export const cloudflare = defineServer({
  id: "cloudflare",
  name: "Cloudflare",
  layer: "cdn",
  recognize: (response) =>
    byHeader(response, "Server", /^cloudflare$/i) ??
    byHeaderName(response, ["cf-ray", "cf-mitigated", "cf-error-type", "cf-cache-status"]),
  answersItself: ({ status, header, body }) =>
    header("cf-mitigated") !== null ||
    header("cf-error-type") !== null ||
    (status >= 520 && status <= 526) ||
    status === 530 ||
    (status >= 400 && /<div id="cf-(wrapper|error-details)"/.test(body ?? "")),
  stacks: [],
});
