import { byBody, byHeader, byHeaderName, defineServer } from "./server.ts";

/**
 * Fastly. Every response names the cache node in `X-Served-By`. Its own error pages look like Varnish's, with `Guru
 * Mediation` (spelled so) and the cache node.
 * @see https://www.fastly.com/documentation/reference/http/http-headers/X-Served-By/
 * @see https://www.fastly.com/documentation/reference/http/http-headers/Fastly-Debug-TTL/
 * @see https://gist.github.com/Integralist/56cf991ae97551583d5a2f0d69f37788
 */
export const fastly = defineServer({
  id: "fastly",
  name: "Fastly",
  layer: "cdn",
  recognize: (response) =>
    byHeader(response, "X-Served-By", /^cache-[a-z0-9-]+-[A-Z]{3}\b/) ??
    byHeaderName(response, ["X-Fastly-Request-ID", "Fastly-Debug-TTL"]) ??
    byBody(response, /^Fastly error: unknown domain\b/) ??
    byBody(response, errorPage),
  answersItself: ({ status, body }) =>
    status >= 400 && (errorPage.test(body ?? "") || /^Fastly error: /.test(body ?? "")),
  stacks: [],
});

const errorPage = /(?<=<p>)Details: cache-[a-z0-9-]+-[A-Z]{3}\b/;
