import type { Profile } from "./profile.ts";

/** The headers of every message, in both eras of the transport. */
const message = {
  accept: "application/json, text/event-stream",
  "content-type": "application/json",
  authorization: null,
  "mcp-protocol-version": null,
};

/**
 * The Streamable HTTP transport since revision 2026-07-28: POST only, without sessions. `WWW-Authenticate` tells the
 * client where to sign in.
 */
export const mcp: Profile = {
  id: "mcp",
  name: "MCP over Streamable HTTP, revision 2026-07-28",
  sources: [
    "https://modelcontextprotocol.io/specification/2026-07-28/basic/transports/streamable-http",
    "https://modelcontextprotocol.io/specification/2026-07-28/basic/authorization",
  ],
  requests: [
    {
      method: "POST",
      headers: { ...message, "mcp-method": null, "mcp-name": null },
      exposedHeaders: ["WWW-Authenticate"],
    },
  ],
};

/**
 * The Streamable HTTP transport of revisions 2025-03-26 to 2025-11-25: a session id in a response header, GET for the
 * server's own messages, which resumes after `Last-Event-ID`, and DELETE for the end of the session.
 */
export const mcpSessions: Profile = {
  id: "mcp-sessions",
  name: "MCP over Streamable HTTP, revisions 2025-03-26 to 2025-11-25",
  sources: [
    "https://modelcontextprotocol.io/specification/2025-11-25/basic/transports",
    "https://modelcontextprotocol.io/specification/2025-11-25/basic/authorization",
  ],
  requests: [
    {
      method: "POST",
      headers: { ...message, "mcp-session-id": null },
      exposedHeaders: ["Mcp-Session-Id", "WWW-Authenticate"],
    },
    {
      method: "GET",
      headers: {
        accept: "text/event-stream",
        authorization: null,
        "mcp-protocol-version": null,
        "mcp-session-id": null,
        "last-event-id": null,
      },
      exposedHeaders: ["Mcp-Session-Id", "WWW-Authenticate"],
    },
    {
      method: "DELETE",
      headers: { authorization: null, "mcp-protocol-version": null, "mcp-session-id": null },
      exposedHeaders: [],
    },
  ],
};
