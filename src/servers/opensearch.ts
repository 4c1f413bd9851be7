import { byBody, byHeader, byHeaderName, defineServer, type ServerResponse } from "./server.ts";

/**
 * OpenSearch. Version 3 names itself in a header. Its CORS code, which is that of Elasticsearch, answers an origin that
 * is not in the list with an empty 403, before the REST layer and so without that header.
 * @see https://github.com/opensearch-project/OpenSearch/blob/main/server/src/main/java/org/opensearch/http/DefaultRestChannel.java
 * @see https://github.com/opensearch-project/OpenSearch/blob/main/server/src/main/java/org/opensearch/http/CorsHandler.java
 * @see https://github.com/opensearch-project/OpenSearch/blob/main/server/src/main/java/org/opensearch/http/HttpTransportSettings.java
 */
export const opensearch = defineServer({
  id: "opensearch",
  name: "OpenSearch",
  layer: "product",
  recognize: (response) =>
    byHeaderName(response, ["X-OpenSearch-Version"]) ??
    byHeader(response, "WWW-Authenticate", /Basic realm="OpenSearch Security"/i) ??
    byBody(response, /The OpenSearch Project: https:\/\/opensearch\.org/) ??
    (response.port === "9200" && !response.headerNames.includes("x-elastic-product")
      ? { certainty: "possible", evidence: "port `9200`" }
      : undefined),
  answersItself: (response) => isRefusal(response) || /^\{"error":\{"root_cause":/.test(response.body ?? ""),
  stacks: [],
  setting: {
    title: "Add the page's origin to `http.cors.allow-origin` in opensearch.yml",
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
function isRefusal({ status, header, headerNames }: ServerResponse): boolean {
  return status === 403 && header("Content-Length") === "0" && !headerNames.includes("x-opensearch-version");
}
