import { jsRegexSource } from "../stacks/writing/quote.ts";
import { byPath, defineServer, type ServerResponse } from "./server.ts";

/**
 * Prometheus. Its CORS code sends a fixed list of headers with every response to another origin, also where it refuses
 * the origin; programs with the same API may send the same list. Only that list of request headers is ever allowed.
 * @see https://prometheus.io/docs/prometheus/latest/command-line/prometheus/
 * @see https://github.com/prometheus/prometheus/blob/main/util/httputil/cors.go
 */
export const prometheus = defineServer({
  id: "prometheus",
  name: "Prometheus",
  layer: "product",
  recognize: (response) =>
    hasCorsList(response)
      ? { certainty: "possible", evidence: "`Access-Control-Expose-Headers: Date`" }
      : byPath(response, /\/api\/v1\/(query|query_range|query_exemplars|targets\/metadata|label\/[^/]+\/values)$/),
  answersItself: (response) =>
    (response.method === "OPTIONS" && response.status === 204 && hasCorsList(response)) ||
    (response.status >= 400 && /^\{"status":"error","errorType":"/.test(response.body ?? "")),
  stacks: [],
  setting: {
    title: "Allow the page's origin with `--web.cors.origin`",
    language: "shell",
    lines: ({ added: { origins } }) =>
      origins.length > 0 ? [`prometheus --web.cors.origin='${origins.map(jsRegexSource).join("|")}'`] : [],
    warnings: [
      "The value is a regular expression for the whole origin. Keep the existing origins, separated by `|`. Then restart Prometheus.",
      "Without `--web.cors.origin`, Prometheus allows every origin. The cause may then be a proxy in front of Prometheus.",
    ],
  },
});

function hasCorsList({ header }: ServerResponse): boolean {
  return (
    header("Access-Control-Expose-Headers") === "Date" &&
    header("Access-Control-Allow-Headers") === "Accept, Authorization, Content-Type, Origin"
  );
}
