import { byCookie, byHeader, byHeaderName, byHost, defineServer } from "./server.ts";

/**
 * Vercel. `X-Vercel-Error` names an error of the platform, such as a deployment that does not exist or a function that
 * crashed. Deployment Protection responds with 401 and a nonce cookie, to preflights too unless their path is in the
 * OPTIONS Allowlist. The firewall marks its refusals with `X-Vercel-Mitigated`.
 * @see https://vercel.com/docs/headers/response-headers
 * @see https://vercel.com/docs/errors
 * @see https://vercel.com/docs/deployment-protection/methods-to-bypass-deployment-protection/options-allowlist
 */
export const vercel = defineServer({
  id: "vercel",
  name: "Vercel",
  layer: "cdn",
  recognize: (response) =>
    byHeader(response, "Server", /^Vercel$/i) ??
    byHeaderName(response, ["X-Vercel-Id", "X-Vercel-Cache", "X-Vercel-Error", "X-Vercel-Mitigated"]) ??
    byCookie(response, protectionCookie) ??
    byHost(response, /\.vercel\.app$/),
  answersItself: ({ status, header, cookieNames }) =>
    header("X-Vercel-Error") !== null ||
    header("X-Vercel-Mitigated") !== null ||
    ((status === 401 || status === 302) && cookieNames.some((name) => protectionCookie.test(name))),
  stacks: ["vercel"],
});

const protectionCookie = /^_vercel_sso_nonce$/;
