import { byBody, byHeader, byHeaderName, defineServer, type ServerResponse } from "./server.ts";

/**
 * Envoy, and the gateways built on it. It replaces `Server` and adds `x-envoy-upstream-service-time` to each response
 * that comes from behind it, so a response without that header is its own. Istio's Envoy is a server of its own.
 * @see https://github.com/envoyproxy/envoy/blob/main/docs/root/configuration/http/http_filters/router_filter.rst
 * @see https://github.com/envoyproxy/envoy/blob/main/source/common/http/utility.cc
 * @see https://github.com/envoyproxy/envoy/blob/main/source/extensions/filters/http/cors/cors_filter.cc
 */
export const envoy = defineServer({
  id: "envoy",
  name: "Envoy",
  layer: "proxy",
  recognize: (response) =>
    byHeader(response, "Server", /^envoy$/i) ??
    (isIstio(response)
      ? undefined
      : (byHeaderName(response, ["x-envoy-upstream-service-time", "x-envoy-overloaded", "x-envoy-ratelimited"]) ??
        byBody(response, /^upstream connect error or disconnect\/reset before headers/))),
  answersItself: (response) =>
    !response.headerNames.includes("x-envoy-upstream-service-time") &&
    (isLocalReply(response) || isCorsFilter(response)),
  stacks: ["envoy"],
});

/** True where an Envoy of Istio explains the headers: it names itself, or a service of Kubernetes with its port. */
function isIstio({ header }: ServerResponse): boolean {
  return /^istio-envoy$/i.test(header("Server") ?? "") || (header("x-envoy-decorator-operation") ?? "").endsWith("/*");
}

/** True for an error that Envoy made: its text has no charset, and an error without a text has no `Content-Type`. */
function isLocalReply({ status, header }: ServerResponse): boolean {
  return status >= 400 && (header("Content-Type") ?? "text/plain") === "text/plain";
}

/** True for the response of the CORS filter to a preflight: 200, no body, and no header of an application. */
function isCorsFilter({ method, status, header, headerNames }: ServerResponse): boolean {
  return (
    method === "OPTIONS" &&
    status === 200 &&
    header("Content-Type") === null &&
    headerNames.some((name) => name.startsWith("access-control-allow-"))
  );
}
