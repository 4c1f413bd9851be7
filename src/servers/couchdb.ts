import { byHeader, byHeaderName, defineServer } from "./server.ts";

/**
 * Apache CouchDB and its relatives, such as IBM Cloudant. CORS is off until `enable_cors` is set, and no origin is
 * allowed until `origins` names it.
 * @see https://docs.couchdb.org/en/stable/config/http.html#cross-origin-resource-sharing
 * @see https://github.com/apache/couchdb/blob/main/src/chttpd/src/chttpd_cors.erl
 * @see https://github.com/apache/couchdb/blob/main/src/chttpd/include/chttpd_cors.hrl
 */
export const couchdb = defineServer({
  id: "couchdb",
  name: "CouchDB",
  layer: "product",
  recognize: (response) =>
    byHeader(response, "Server", /^CouchDB\b/) ?? byHeaderName(response, ["X-Couch-Request-ID", "X-CouchDB-Body-Time"]),
  answersItself: ({ status, body }) => status >= 400 && /^\{"error":"/.test(body ?? ""),
  stacks: [],
  setting: {
    title: "Turn on CORS and add the page's origin to `origins` in `local.ini`",
    language: "ini",
    lines: ({ added: { origins, headers, methods } }) => [
      "[chttpd]",
      "enable_cors = true",
      "",
      "[cors]",
      ...(origins.length > 0 ? [`origins = ${origins.join(", ")}`] : []),
      ...(headers.length > 0 ? [`headers = ${[...new Set([...usualHeaders, ...headers])].join(", ")}`] : []),
      ...(methods.length > 0 ? [`methods = ${[...new Set([...usualMethods, ...methods])].join(", ")}`] : []),
    ],
    warnings: [
      "Keep the existing entries of `origins`, `headers` and `methods`, separated by commas.",
      "Before CouchDB 3.2, `enable_cors` is in the section `[httpd]`.",
    ],
  },
});

/** What browsers and PouchDB need of the defaults, which a list of one's own replaces. */
const usualHeaders = ["accept", "authorization", "content-type", "origin", "if-match"];
const usualMethods = ["GET", "HEAD", "POST", "PUT", "DELETE", "COPY"];
