import { byHeaderName, byPath, defineServer, type ServerResponse } from "./server.ts";

/**
 * A server of the Model Context Protocol over streamable HTTP. The transport of its SDK sets no CORS headers; those come
 * from the web framework around it.
 * @see https://modelcontextprotocol.io/specification/2025-06-18/basic/transports#streamable-http
 * @see https://github.com/modelcontextprotocol/typescript-sdk
 * @see https://github.com/modelcontextprotocol/python-sdk/issues/1135
 */
export const mcp = defineServer({
  id: "mcp",
  name: "MCP server",
  layer: "framework",
  recognize: (response) =>
    byHeaderName(response, ["mcp-session-id"]) ??
    (isMcpRequest(response)
      ? { certainty: "possible", evidence: "a request with `mcp-session-id` or `mcp-protocol-version`" }
      : byPath(response, /\/mcp\/?$/)),
  answersItself: ({ status, body }) => status >= 400 && /^\{"jsonrpc":"2\.0",/.test(body ?? ""),
  stacks: ["express-cors", "fastapi"],
});

/** True where the page's request, or its preflight, has a header of the protocol. */
function isMcpRequest({ requestHeader }: ServerResponse): boolean {
  return (
    requestHeader("mcp-session-id") !== null ||
    requestHeader("mcp-protocol-version") !== null ||
    /\bmcp-(session-id|protocol-version)\b/i.test(requestHeader("Access-Control-Request-Headers") ?? "")
  );
}
