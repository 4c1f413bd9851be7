import { byBody, byCookie, byHost, byPath, defineServer } from "./server.ts";

/**
 * Grafana. It has no CORS setting: people put a reverse proxy in front that sends the headers. Its check of the `Origin`
 * header is against forged requests: it answers requests with its login cookie from another origin with 403.
 * @see https://grafana.com/docs/grafana/latest/setup-grafana/configure-security/#configure-cors
 * @see https://github.com/grafana/grafana/pull/104203
 * @see https://github.com/grafana/grafana/blob/main/pkg/middleware/csrf/csrf.go
 * @see https://grafana.com/docs/grafana/latest/setup-grafana/configure-security/configure-authentication/
 */
export const grafana = defineServer({
  id: "grafana",
  name: "Grafana",
  layer: "product",
  recognize: (response) =>
    byCookie(response, /^grafana_session$/) ??
    (response.status === 403 ? byBody(response, originRefusal, "possible") : undefined) ??
    byHost(response, /\.grafana\.net$/) ??
    byPath(response, /\/api\/(ds\/query|datasources\/(proxy|uid)\/|dashboards\/(uid|db|home)\b)/),
  answersItself: ({ status, body }) => status === 403 && originRefusal.test(body ?? ""),
  stacks: [],
});

/** The body of the 403 to a foreign origin. */
const originRefusal = /^origin not allowed(?=\s*$)/;
