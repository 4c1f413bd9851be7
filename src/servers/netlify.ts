import { byHeader, byHeaderName, byHost, defineServer } from "./server.ts";

/**
 * Netlify. Every response has `X-Nf-Request-Id`. A host without a site gets a short text with that id.
 * @see https://answers.netlify.com/t/support-guide-netlify-support-asked-for-the-x-nf-request-id-header-what-is-it-and-how-do-i-find-it/4385
 * @see https://http.dev/x-nf-request-id
 */
export const netlify = defineServer({
  id: "netlify",
  name: "Netlify",
  layer: "cdn",
  recognize: (response) =>
    byHeaderName(response, ["X-Nf-Request-Id"]) ??
    byHeader(response, "Server", /^Netlify\b/i) ??
    byHost(response, /\.netlify\.app$/),
  answersItself: ({ status, body }) => status === 404 && /^Not Found - Request ID: /.test(body ?? ""),
  stacks: ["netlify"],
});
