import { isNameless401 } from "./pages/nameless-401.ts";
import { byHost, defineServer } from "./server.ts";

/**
 * The forwarded ports of Gitpod. A private port responds with an empty 401 that names no server. To a preflight, hardly anything else
 * does; to a request, the server behind a public port may.
 * @see https://github.com/gitpod-io/gitpod/issues/14576
 */
export const gitpod = defineServer({
  id: "gitpod",
  name: "Gitpod",
  layer: "gateway",
  recognize: (response) => byHost(response, /\.gitpod\.io$/),
  answersItself: (response) => response.method === "OPTIONS" && isNameless401(response),
  stacks: [],
});
