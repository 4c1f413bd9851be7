import type { RefusedFetch } from "../reason.ts";
import { responder } from "./who-answered.ts";

/**
 * The setting of the server that refused a body for its size; undefined where the server is not known or has no such
 * setting.
 * @see https://nginx.org/en/docs/http/ngx_http_core_module.html#client_max_body_size
 * @see https://learn.microsoft.com/en-us/iis/configuration/system.webserver/security/requestfiltering/requestlimits/
 * @see https://httpd.apache.org/docs/2.4/mod/core.html#limitrequestbody
 * @see https://kubernetes.github.io/ingress-nginx/user-guide/nginx-configuration/annotations/#custom-max-body-size
 * @see https://expressjs.com/en/5x/api.html#express.json
 * @see https://fastify.dev/docs/latest/Reference/Server/#bodylimit
 */
export function bodyLimitSetting(refusal: RefusedFetch): string | undefined {
  const made = responder(refusal);
  if (made) return settings[made.id];
  const inside = refusal.answeredBy.findLast(({ id, isInResponse }) => isInResponse && settings[id] !== undefined);
  return inside && settings[inside.id];
}

const settings: Readonly<Record<string, string>> = {
  apache: "`LimitRequestBody`",
  "aspnet-core": "`MaxRequestBodySize` of Kestrel",
  express: "`limit` of `express.json()`",
  fastify: "`bodyLimit`",
  flask: "`MAX_CONTENT_LENGTH`",
  hapi: "`payload.maxBytes`",
  iis: "`maxAllowedContentLength`",
  "ingress-nginx": "`nginx.ingress.kubernetes.io/proxy-body-size`",
  koa: "`jsonLimit` of the body parser",
  nestjs: "`limit` of `app.useBodyParser('json', …)`",
  nginx: "`client_max_body_size`",
};
