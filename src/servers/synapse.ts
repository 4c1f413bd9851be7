import { byHeader, byHeaderName, byPath, defineServer } from "./server.ts";

/**
 * Synapse, a Matrix homeserver. It has no CORS setting: it allows every origin and a fixed list of headers. Where they
 * are missing, a reverse proxy in front of it responded or dropped them.
 * @see https://github.com/element-hq/synapse/blob/develop/synapse/http/server.py
 */
export const synapse = defineServer({
  id: "synapse",
  name: "Synapse (Matrix)",
  layer: "product",
  recognize: (response) =>
    byHeader(response, "Server", /^Synapse\b/) ??
    byHeaderName(response, ["Synapse-Trace-Id"]) ??
    byPath(response, /^\/_(matrix|synapse)\//),
  stacks: [],
});
