import { jsString } from "../stacks/writing/quote.ts";
import { byBody, byPath, defineServer, type ServerResponse } from "./server.ts";

/**
 * Vite's development server, which also stands as a proxy in front of an API. It answers preflights itself, by the npm
 * package `cors`, and allows only pages from this machine. It refuses host names that it does not know with a 403.
 * @see https://vite.dev/config/server-options.html#server-cors
 * @see https://vite.dev/config/server-options.html#server-allowedhosts
 * @see https://github.com/vitejs/vite/blob/main/packages/vite/src/node/server/middlewares/hostCheck.ts
 */
export const vite = defineServer({
  id: "vite",
  name: "Vite",
  layer: "proxy",
  recognize: (response) =>
    byBody(response, refusal) ??
    byPath(response, /^\/(@vite\/client$|@react-refresh$|node_modules\/\.vite\/)/, "certain") ??
    byBody(response, /<script type="module" src="\/@vite\/client"><\/script>/) ??
    (response.port === "5173" && /\bOrigin\b/i.test(response.header("Vary") ?? "")
      ? { certainty: "possible", evidence: "port `5173` with `Vary: Origin`" }
      : undefined),
  answersItself: (response) => isRefusal(response) || isPreflightResponse(response) || isProxyError(response),
  stacks: ["vite-proxy"],
  setting: {
    title: "Add the page's origin to `server.cors.origin` in `vite.config`",
    language: "javascript",
    lines: ({ added }) =>
      added.origins.length === 0
        ? []
        : [
            "server: {",
            `  cors: { origin: [defaultAllowedOrigins, ${added.origins.map((origin) => jsString(origin)).join(", ")}] },`,
            "},",
          ],
    warnings: ["Import `defaultAllowedOrigins` from `vite`. It keeps pages on this machine allowed."],
  },
});

const refusal = /Blocked request\. This host \(|is outside of Vite serving allow list/;

function isRefusal({ status, body }: ServerResponse): boolean {
  return status === 403 && refusal.test(body ?? "");
}

function isPreflightResponse({ method, status, header }: ServerResponse): boolean {
  return (
    method === "OPTIONS" &&
    status === 204 &&
    header("Access-Control-Allow-Methods") === "GET,HEAD,PUT,PATCH,POST,DELETE" &&
    header("Content-Length") === "0"
  );
}

/** True for the empty response where the API behind the proxy cannot be reached. */
function isProxyError({ status, header, body }: ServerResponse): boolean {
  return status === 502 && header("Content-Type") === "text/plain" && !body;
}
