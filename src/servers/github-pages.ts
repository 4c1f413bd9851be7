import { byHeader, byHost, defineServer, type ServerResponse } from "./server.ts";

/**
 * GitHub Pages: static files with `Access-Control-Allow-Origin: *`. `github.com` and its API send the same `Server`,
 * but do not go through Fastly. Elsewhere the name may be a GitHub Enterprise Server.
 * @see https://httr2.r-lib.org/reference/resp_headers.html
 */
export const githubPages = defineServer({
  id: "github-pages",
  name: "GitHub Pages",
  layer: "cdn",
  recognize: (response) =>
    byHost(response, /\.github\.io$/) ??
    (isGitHubItself(response)
      ? undefined
      : byHeader(response, "Server", /^GitHub\.com$/i, goesThroughFastly(response) ? "certain" : "possible")),
  answersItself: ({ status, body }) => status === 404 && /There isn't a GitHub Pages site here/.test(body ?? ""),
  stacks: [],
});

function isGitHubItself({ host }: ServerResponse): boolean {
  return /(^|\.)github\.com$/.test(host);
}

function goesThroughFastly({ header }: ServerResponse): boolean {
  return header("X-GitHub-Request-Id") !== null && (header("X-Served-By") ?? "").startsWith("cache-");
}
