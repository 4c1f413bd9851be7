import { byBody, byHeader, byPath, defineServer, type ServerResponse } from "./server.ts";

/**
 * The HTTP API of RabbitMQ's management plugin, on Cowboy. It answers `OPTIONS` by itself; while no origin is allowed,
 * its responses have no CORS headers.
 * @see https://www.rabbitmq.com/docs/management#cors
 * @see https://www.rabbitmq.com/docs/management#csp
 */
export const rabbitmqManagement = defineServer({
  id: "rabbitmq-management",
  name: "RabbitMQ management",
  layer: "product",
  recognize: (response) =>
    byHeader(response, "WWW-Authenticate", /^Basic realm="RabbitMQ Management"/) ??
    byBody(response, /^\{"management_version":"/) ??
    (isCowboyWithPolicy(response)
      ? { certainty: "possible", evidence: "`Server: Cowboy` with its policy" }
      : undefined) ??
    (response.port === "15672" ? byPath(response, /^\/api\//) : undefined),
  answersItself: (response) =>
    isCowboyWithPolicy(response) && (response.status >= 400 || response.method === "OPTIONS"),
  stacks: [],
  setting: {
    title: "Add the page's origin to `management.cors.allow_origins` in `rabbitmq.conf`",
    language: "ini",
    lines: ({ added }) =>
      added.origins.map((origin, index) => `management.cors.allow_origins.${index + 1} = ${origin}`),
    warnings: [
      "Give each origin its own number. After existing origins, continue with the next number. Then restart RabbitMQ.",
    ],
  },
});

/** True with the `Content-Security-Policy` that the plugin sends where nothing else is set. */
function isCowboyWithPolicy({ header }: ServerResponse): boolean {
  return (
    /^Cowboy$/i.test(header("Server") ?? "") &&
    header("Content-Security-Policy") === "script-src 'self' 'unsafe-eval' 'unsafe-inline'; object-src 'self'"
  );
}
