import { isNginxPage } from "./pages/nginx-page.ts";
import { byBody, byCookie, byHeader, defineServer, type ServerResponse } from "./server.ts";

/**
 * The Kubernetes controller ingress-nginx. It removes `Server`; its defaults show it: the `Strict-Transport-Security`
 * of every version before 1.10, the headers that `enable-cors` allows, and nginx's pages without `Server`.
 * @see https://github.com/kubernetes/ingress-nginx/blob/main/rootfs/etc/nginx/template/nginx.tmpl
 * @see https://github.com/kubernetes/ingress-nginx/blob/main/internal/ingress/annotations/cors/main.go
 * @see https://github.com/kubernetes/ingress-nginx/blob/main/docs/user-guide/nginx-configuration/configmap.md
 * @see https://github.com/kubernetes/ingress-nginx/pull/10564
 */
export const ingressNginx = defineServer({
  id: "ingress-nginx",
  name: "ingress-nginx",
  layer: "proxy",
  recognize: (response) =>
    // A plain nginx that copies these settings still names itself.
    /^nginx\b/i.test(response.header("Server") ?? "")
      ? undefined
      : (byHeader(response, "Strict-Transport-Security", /^max-age=15724800; includeSubDomains/i) ??
        byHeader(response, "Access-Control-Allow-Headers", defaultAllowHeaders) ??
        (isPage(response)
          ? { certainty: "possible", evidence: "nginx's error page without a `Server` header" }
          : undefined) ??
        byBody(response, /^default backend - 404/, "possible") ??
        byCookie(response, /^INGRESSCOOKIE$/, "possible")),
  answersItself: (response) => isPage(response) || isCorsPreflight(response) || isDefaultBackend(response),
  stacks: ["ingress-nginx"],
});

/** The value of `Access-Control-Allow-Headers` where no annotation changes it. */
const defaultAllowHeaders =
  /^DNT,Keep-Alive,User-Agent,X-Requested-With,If-Modified-Since,Cache-Control,Content-Type,Range,Authorization$/;

/** True for nginx's own page, which has no `Server` header here. */
function isPage(response: ServerResponse): boolean {
  return !response.headerNames.includes("server") && isNginxPage(response, "nginx");
}

/** True for the 204 that `enable-cors` sends to an allowed origin, where the allowed headers are the default ones. */
function isCorsPreflight({ method, status, header }: ServerResponse): boolean {
  return (
    method === "OPTIONS" && status === 204 && defaultAllowHeaders.test(header("Access-Control-Allow-Headers") ?? "")
  );
}

function isDefaultBackend({ status, body }: ServerResponse): boolean {
  return status === 404 && body !== null && body.startsWith("default backend - 404");
}
