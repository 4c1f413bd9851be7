import { byHeader, byHeaderName, byPath, defineServer, type ServerResponse } from "./server.ts";

/**
 * Next.js. Pages say `X-Powered-By: Next.js`, and API routes vary on `next-router-state-tree`. The redirect that takes a
 * trailing slash away has a `Refresh` header beside its `Location`.
 * @see https://nextjs.org/docs/pages/api-reference/next-config-js/poweredByHeader
 * @see https://github.com/vercel/next.js/blob/canary/packages/next/src/server/lib/router-server.ts
 */
export const nextjs = defineServer({
  id: "nextjs",
  name: "Next.js",
  layer: "framework",
  recognize: (response) =>
    byHeader(response, "X-Powered-By", /^Next\.js\b/i) ??
    byHeaderName(response, ["x-nextjs-cache", "x-nextjs-prerender", "x-nextjs-stale-time"]) ??
    byHeader(response, "Vary", /\bnext-router-state-tree\b/i) ??
    (isSlashRedirect(response)
      ? { certainty: "certain", evidence: "`Refresh` with the target of `Location`" }
      : byPath(response, /^\/_next\/(static|data|image)\b/)),
  answersItself: (response) => isSlashRedirect(response) || isAutomaticResponse(response) || isNotFoundPage(response),
  stacks: ["nextjs"],
});

/** True for the redirect to the path without its trailing slash. Vercel's own redirects look the same, and name Vercel. */
function isSlashRedirect({ status, header }: ServerResponse): boolean {
  const location = header("Location");
  return (
    status === 308 &&
    location !== null &&
    header("Refresh") === `0;url=${location}` &&
    !/^Vercel$/i.test(header("Server") ?? "")
  );
}

/** True for what a route handler's missing method gets: an empty 405, or the `OPTIONS` response with an `Allow` header. */
function isAutomaticResponse({ method, status, header }: ServerResponse): boolean {
  if (header("Content-Type") !== null || !/\bnext-router-state-tree\b/i.test(header("Vary") ?? "")) return false;
  return status === 405 || (method === "OPTIONS" && status === 204 && /\bOPTIONS\b/.test(header("Allow") ?? ""));
}

function isNotFoundPage({ status, header }: ServerResponse): boolean {
  return status === 404 && header("X-Powered-By") === "Next.js" && /^text\/html\b/.test(header("Content-Type") ?? "");
}
