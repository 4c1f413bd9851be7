import { readFileSync } from "node:fs";
import { createSecureServer, type ServerHttp2Stream } from "node:http2";
import type { Server, Socket } from "node:net";
import { createServer as createTlsServer } from "node:tls";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { run } from "../run.ts";
import { type Listening, listen } from "./listen.ts";
import { closing, sendTo } from "./send-to.ts";

const page = "https://app.example";
const pem = readFileSync(new URL("./localhost.pem", import.meta.url));
const key = { key: pem, cert: pem };

describe("a server over TLS", () => {
  let secure: Listening;
  let url: string;

  beforeAll(async () => {
    const http2 = createSecureServer(key, (request, response) => {
      response.writeHead(request.httpVersionMajor === 2 ? 200 : 426, {
        "Access-Control-Allow-Origin": page,
        "X-Twice": ["a", "b"],
        ...(request.url === "/spaces" && { "Access-Control-Allow-Origin": ` ${page}\t` }),
      });
      response.end();
    });
    secure = await listen(http2 as unknown as Server);
    url = `https://localhost:${secure.port}/`;
  });

  afterAll(() => secure.close());

  test("a self-signed certificate is refused, and accepted with --insecure, over HTTP/2", async () => {
    const refused = await run("preflight", url, "--origin", page, "--actual");
    expect(refused).toMatchObject({ code: 2, out: expect.stringContaining("self-signed") });
    const accepted = await run("preflight", url, "--origin", page, "--actual", "--insecure");
    expect(accepted).toMatchObject({ code: 0, out: expect.stringContaining("< 200") });
  });

  // Older versions of Node drop the header.
  const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
  test.runIf(major > 24 || (major === 24 && minor > 1))("whitespace around a header value is ignored", async () => {
    const argv = ["--actual", "--insecure"];
    expect(await run("preflight", `${url}spaces`, "--origin", page, ...argv)).toMatchObject({ code: 0 });
  });

  test("a body is sent over HTTP/2 too", async () => {
    const argv = ["--method", "POST", "--data", "x", "--actual", "--insecure"];
    expect(await run("preflight", url, "--origin", page, ...argv)).toMatchObject({ code: 0 });
  });
});

describe("a server that breaks the protocol over TLS", () => {
  function tlsServer(respond: (socket: Socket) => void, ...ALPNProtocols: string[]) {
    return createTlsServer({ ...key, ALPNProtocols }, (socket) => {
      socket.on("error", () => {});
      respond(socket);
    });
  }

  function http2Server(respond: (stream: ServerHttp2Stream) => void) {
    const server = createSecureServer(key);
    server.on("session", (session) => session.on("error", () => {}));
    server.on("stream", (stream) => {
      stream.on("error", () => {});
      respond(stream);
    });
    return server as unknown as Server;
  }

  test.each<[string, () => Server, string]>([
    ["garbage", () => tlsServer((socket) => socket.write("garbage ".repeat(100)), "h2"), "broken-protocol"],
    ["a stream that is reset", () => http2Server((stream) => stream.close(2)), "broken-protocol"],
    ["a session that ends", () => http2Server(({ session }) => session?.destroy()), "server-hung-up"],
    ["a connection that ends", () => tlsServer((socket) => socket.end(), "h2"), "server-hung-up"],
    [
      "one that ends after HTTP/1.1 was chosen",
      () => tlsServer((socket) => socket.end(), "http/1.1"),
      "server-hung-up",
    ],
    ["a stream without a response", () => http2Server(() => {}), "connection-timeout"],
    ["no settings", () => tlsServer(() => {}, "h2"), "connection-timeout"],
  ])("%s", async (_, server, lookAlike) => {
    await closing(await listen(server()), async (port) => {
      const url = `https://localhost:${port}/`;
      expect(await sendTo(url, "--insecure", "--timeout", "0.5")).toMatchObject({ code: 2, lookAlike });
    });
  });
});
