import { byHost, defineServer } from "./server.ts";

/**
 * The forwarded ports of Gitpod. A private port responds with an empty 401 that names no server.
 * @see https://github.com/gitpod-io/gitpod/issues/14576
 */
export const gitpod = defineServer({
  id: "gitpod",
  name: "Gitpod",
  layer: "gateway",
  recognize: (response) => byHost(response, /\.gitpod\.io$/),
  answersItself: ({ status, header, headerNames }) =>
    status === 401 &&
    header("Content-Length") === "0" &&
    !headerNames.some((name) => name === "www-authenticate" || name === "server" || name === "x-powered-by"),
  stacks: [],
});
