import { byBody, byHeader, defineServer, type ServerResponse } from "./server.ts";

/**
 * Elasticsearch. Its REST layer names it in a header. Its CORS code answers an origin that is not in the list with an
 * empty 403, before the REST layer and so without that header.
 * @see https://github.com/elastic/elasticsearch/blob/main/server/src/main/java/org/elasticsearch/http/AbstractHttpServerTransport.java
 * @see https://github.com/elastic/elasticsearch/blob/main/server/src/main/java/org/elasticsearch/http/CorsHandler.java
 * @see https://www.elastic.co/guide/en/elasticsearch/reference/8.15/behavioral-analytics-cors.html
 */
export const elasticsearch = defineServer({
  id: "elasticsearch",
  name: "Elasticsearch",
  layer: "product",
  recognize: (response) =>
    byHeader(response, "X-Elastic-Product", /^Elasticsearch$/i) ??
    byBody(response, /"tagline" ?: ?"You Know, for Search"/) ??
    (response.port === "9200" && !response.headerNames.includes("x-opensearch-version")
      ? { certainty: "possible", evidence: "port `9200`" }
      : undefined),
  answersItself: (response) => isRefusal(response) || /^\{"error":\{"root_cause":/.test(response.body ?? ""),
  stacks: [],
  setting: {
    title: "Add the page's origin to `http.cors.allow-origin` in elasticsearch.yml",
    language: "yaml",
    // Each line replaces a whole setting, so the lists of methods and headers repeat what the response allows already.
    lines: ({ methods, headers, added }) => [
      ...(added.origins.length > 0
        ? ["http.cors.enabled: true", `http.cors.allow-origin: "${added.origins.join(",")}"`]
        : []),
      ...(added.methods.length > 0 ? [`http.cors.allow-methods: ${methods.join(", ")}`] : []),
      ...(added.headers.length > 0 ? [`http.cors.allow-headers: ${headers.join(", ")}`] : []),
      ...(added.credentials ? ["http.cors.allow-credentials: true"] : []),
    ],
    warnings: [
      "Keep the existing or default entries of each setting, separated by commas: each line replaces the whole setting. Then restart every node.",
    ],
  },
});

/** True for the empty 403 to an origin that is not in the list. */
function isRefusal({ status, body, headerNames, requestHeader }: ServerResponse): boolean {
  return status === 403 && !body && !headerNames.includes("x-elastic-product") && requestHeader("Origin") !== null;
}
