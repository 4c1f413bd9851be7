import { byBody, defineServer } from "./server.ts";

/**
 * Socket.IO. It has a `cors` option of its own and needs it even where the application has CORS middleware. Its path and
 * `EIO` show that the page asks for Socket.IO; only the bodies show that Socket.IO answered.
 * @see https://github.com/socketio/socket.io-website/blob/main/docs/categories/02-Server/handling-cors.md
 * @see https://github.com/socketio/socket.io/blob/main/packages/engine.io/lib/server.ts
 * @see https://github.com/miguelgrinberg/python-engineio
 */
export const socketIo = defineServer({
  id: "socket-io",
  name: "Socket.IO",
  layer: "product",
  recognize: (response) =>
    byBody(response, ownBody) ??
    (/\/socket\.io\/?$/.test(response.path) && /[?&]EIO=\d/.test(response.query)
      ? { certainty: "possible", evidence: "the path `/socket.io/` with `EIO` in the query" }
      : undefined),
  answersItself: ({ body }) => ownBody.test(body ?? ""),
  stacks: [],
  setting: {
    title: "Add the page's origin to the `cors` option of the Socket.IO server",
    language: "javascript",
    lines: ({ origins, credentials, headers, added }) => [
      "// Keep the server's other options.",
      "const io = new Server(httpServer, {",
      "  cors: {",
      `    origin: ${origins === "*" ? '"*"' : array(origins)},`,
      ...(added.headers.length > 0 ? [`    allowedHeaders: ${array(headers)},`] : []),
      ...(credentials ? ["    credentials: true,"] : []),
      "  },",
      "});",
    ],
    warnings: [
      "Keep the existing entries of your lists.",
      "In Python, the option of python-socketio is `cors_allowed_origins`.",
    ],
  },
});

/** The handshake of the protocol's version 4, and the errors of Engine.IO in JavaScript and in Python. */
const ownBody =
  /^(0\{"sid":"|\{"code":[0-5],"message":"(Transport unknown|Session ID unknown|Bad handshake method|Bad request|Forbidden|Unsupported protocol version)"|"Not an accepted origin\.")/;

function array(values: readonly string[]): string {
  return `[${values.map((value) => JSON.stringify(value)).join(", ")}]`;
}
