import { byHeader, byHeaderName, defineServer } from "./server.ts";

/**
 * Squid, a caching proxy in front of a site or on the way out of a company's network. It names itself in `Via`, and its
 * own errors have `X-Squid-Error`.
 * @see https://www.squid-cache.org/Doc/config/via
 * @see https://www.squid-cache.org/Doc/config/httpd_suppress_version_string/
 */
export const squid = defineServer({
  id: "squid",
  name: "Squid",
  layer: "proxy",
  recognize: (response) =>
    byHeaderName(response, ["X-Squid-Error"]) ??
    byHeader(response, "Server", /^squid\b/i) ??
    byHeader(response, "Via", /\(squid\b[^)]{0,40}\)/i),
  answersItself: ({ headerNames }) => headerNames.includes("x-squid-error"),
  stacks: [],
});
