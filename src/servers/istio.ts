import { byHeader, defineServer, type ServerResponse } from "./server.ts";

/**
 * Istio's gateways and sidecars: an Envoy that names itself `istio-envoy`, and that names the service in
 * `x-envoy-decorator-operation`. A response without `x-envoy-upstream-service-time` does not come from the application.
 * @see https://github.com/istio/istio/blob/master/pilot/pkg/networking/core/accesslog.go
 * @see https://github.com/istio/istio/issues/36695
 * @see https://github.com/istio/istio/issues/17635
 * @see https://github.com/envoyproxy/envoy/blob/main/source/common/http/utility.cc
 */
export const istio = defineServer({
  id: "istio",
  name: "Istio",
  layer: "proxy",
  recognize: (response) =>
    byHeader(response, "Server", /^istio-envoy$/i) ??
    byHeader(response, "x-envoy-decorator-operation", /^[^/\s]{1,150}:\d{1,5}\/\*$/),
  answersItself: (response) =>
    !response.headerNames.includes("x-envoy-upstream-service-time") &&
    (isLocalReply(response) || isCorsPolicy(response)),
  stacks: ["istio"],
});

/** True for an error that the proxy made: its text has no charset; without a text it has no `Content-Type`. */
function isLocalReply({ status, header }: ServerResponse): boolean {
  return status >= 400 && (header("Content-Type") ?? "text/plain") === "text/plain";
}

/** True for the response of a `corsPolicy` to a preflight: 200, no body, and no header of an application. */
function isCorsPolicy({ method, status, header, headerNames }: ServerResponse): boolean {
  return (
    method === "OPTIONS" &&
    status === 200 &&
    header("Content-Type") === null &&
    headerNames.some((name) => name.startsWith("access-control-allow-"))
  );
}
