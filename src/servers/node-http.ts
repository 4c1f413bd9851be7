import { defineServer } from "./server.ts";

/**
 * Node's own `http` module, which names itself nowhere: connections stay open for 5 seconds, and the `Keep-Alive` header
 * says nothing else. Frameworks on top of it send the same header, so this is a guess for where nothing names one.
 * @see https://nodejs.org/api/http.html#serverkeepalivetimeout
 * @see https://github.com/nodejs/node/blob/main/lib/_http_outgoing.js
 */
export const nodeHttp = defineServer({
  id: "node-http",
  name: "Node.js",
  layer: "framework",
  recognize: ({ status, header }) =>
    status < 400 &&
    header("Keep-Alive") === "timeout=5" &&
    /^keep-alive$/i.test(header("Connection") ?? "") &&
    ["Server", "X-Powered-By", "Via", "ETag", "Vary"].every((name) => header(name) === null)
      ? { certainty: "possible", evidence: "`Keep-Alive: timeout=5`" }
      : undefined,
  stacks: ["node-http"],
});
