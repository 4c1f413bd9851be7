import { byBody, byPath, defineServer, type ServerResponse } from "./server.ts";

/**
 * webpack-dev-server 5, which also stands as a proxy in front of an API. It runs on Express. It refuses host names that it
 * does not know with `Invalid Host header`, and scripts for foreign pages with `Cross-Origin request blocked`.
 * @see https://github.com/webpack/webpack-dev-server/blob/main/lib/Server.js
 * @see https://webpack.js.org/configuration/dev-server/#devserverallowedhosts
 */
export const webpackDevServer = defineServer({
  id: "webpack-dev-server",
  name: "webpack-dev-server",
  layer: "proxy",
  recognize: (response) =>
    (isRefusal(response) ? byBody(response, refusal) : undefined) ??
    byPath(response, /^\/webpack-dev-server(\/|$)/, isFromExpress(response) ? "certain" : "possible") ??
    byPath(response, /\.hot-update\.(json|m?js)$/) ??
    (isFromExpress(response) && response.header("Cross-Origin-Resource-Policy") === "same-origin"
      ? { certainty: "possible", evidence: "`Cross-Origin-Resource-Policy: same-origin` from Express" }
      : undefined),
  answersItself: (response) => isRefusal(response) || isEmptyOptions(response) || isProxyError(response),
  stacks: ["webpack-dev-server", "angular-proxy"],
});

const refusal = /^(Invalid Host header|Cross-Origin request blocked)$/;

function isFromExpress({ header }: ServerResponse): boolean {
  return header("X-Powered-By") === "Express";
}

function isRefusal({ status, body }: ServerResponse): boolean {
  return status === 403 && refusal.test(body ?? "");
}

/** True for the 204 that it gives every `OPTIONS` outside its proxy. */
function isEmptyOptions(response: ServerResponse): boolean {
  const { method, status, header } = response;
  return (
    method === "OPTIONS" &&
    status === 204 &&
    header("Content-Length") === "0" &&
    header("Access-Control-Allow-Methods") === null &&
    isFromExpress(response)
  );
}

function isProxyError({ status, body }: ServerResponse): boolean {
  return status === 504 && /^Error occurred while trying to proxy: /.test(body ?? "");
}
