import type { ServerResponse } from "../server.ts";

/**
 * True for an empty 401 that names no server and no way to log in. The private port of a development environment on Gitpod responds
 * so; a server behind a public port may too.
 * @see https://github.com/gitpod-io/gitpod/issues/14576
 */
export function isNameless401({ status, header }: Pick<ServerResponse, "status" | "header">): boolean {
  return status === 401 && header("Content-Length") === "0" && namingHeaders.every((name) => header(name) === null);
}

const namingHeaders = ["WWW-Authenticate", "Server", "X-Powered-By"];
