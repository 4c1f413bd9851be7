import { byHost, defineServer } from "./server.ts";

/**
 * The forwarded ports of GitHub Codespaces. A private port asks for a login: it redirects to `github.dev/pf-signin`, or responds with
 * 401 and `WWW-Authenticate: tunnel`.
 * @see https://docs.github.com/en/codespaces/developing-in-a-codespace/forwarding-ports-in-your-codespace
 * @see https://github.com/Azure/azure-dev/issues/914
 */
export const githubCodespaces = defineServer({
  id: "github-codespaces",
  name: "GitHub Codespaces",
  layer: "gateway",
  recognize: (response) => byHost(response, /\.(app\.github\.dev|githubpreview\.dev|preview\.app\.github\.dev)$/),
  answersItself: ({ status, header }) =>
    (status === 302 && /^https:\/\/github\.dev\/pf-signin\?/.test(header("Location") ?? "")) ||
    (status === 401 && /^tunnel\b/i.test(header("WWW-Authenticate") ?? "")),
  stacks: [],
});
