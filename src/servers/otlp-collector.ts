import { byBody, byPath, defineServer } from "./server.ts";

/**
 * The OTLP receiver of the OpenTelemetry Collector over HTTP. Its CORS code is rs/cors, which answers a preflight that it
 * refuses without CORS headers. Jaeger and the distributions of other vendors contain the same receiver.
 * @see https://github.com/open-telemetry/opentelemetry-collector/blob/main/receiver/otlpreceiver/otlphttp.go
 * @see https://github.com/open-telemetry/opentelemetry-collector/blob/main/receiver/otlpreceiver/README.md
 * @see https://github.com/open-telemetry/opentelemetry-collector/blob/main/config/confighttp/README.md
 */
export const otlpCollector = defineServer({
  id: "otlp-collector",
  name: "OpenTelemetry Collector",
  layer: "product",
  recognize: (response) =>
    byBody(response, ownError) ??
    (response.port === "4318" && /^\/v1\/(traces|metrics|logs|profiles)$/.test(response.path)
      ? { certainty: "possible", evidence: "port `4318` with a path of OTLP" }
      : byPath(response, /\/v1\/traces$/)),
  answersItself: ({ body }) => ownError.test(body ?? ""),
  stacks: [],
  setting: {
    title: "Add the page's origin to `allowed_origins` of the OTLP receiver",
    language: "yaml",
    lines: ({ added }) => [
      "receivers:",
      "  otlp:",
      "    protocols:",
      "      http:",
      "        cors:",
      ...list("allowed_origins", added.origins),
      ...list("allowed_headers", added.headers),
    ],
    warnings: [
      "Keep the existing origins and headers in the lists. Then restart the Collector.",
      "If the endpoint is a gateway's or a vendor's, change the CORS settings there instead.",
    ],
  },
});

const ownError = /^(405 method not allowed, supported: \[POST\]|415 unsupported media type, supported: \[)/;

function list(name: string, values: readonly string[]): string[] {
  return values.length > 0
    ? [`          ${name}:`, ...values.map((value) => `            - ${JSON.stringify(value)}`)]
    : [];
}
