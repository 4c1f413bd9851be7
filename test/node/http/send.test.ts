import { readFileSync } from "node:fs";
import { createServer as createHttp2Server, createSecureServer, type ServerHttp2Stream } from "node:http2";
import type { Server, Socket } from "node:net";
import { createServer as createTlsServer } from "node:tls";
import { gzipSync } from "node:zlib";
import { afterEach, describe, expect, test } from "vitest";
import { run } from "../run.ts";
import { type Listening, listen, listenHttp, listenRaw } from "./listen.ts";

const page = "https://app.example";
const open: Listening[] = [];

afterEach(async () => {
  for (const server of open.splice(0)) await server.close();
});

/** Asks a server that writes these bytes, and gives the one fetch of the JSON report. */
async function askRaw(answer: (socket: Socket, request: string) => void, ...more: string[]) {
  const server = await listenRaw(answer);
  open.push(server);
  return askAt(`http://127.0.0.1:${server.port}/`, ...more);
}

async function askAt(url: string, ...more: string[]) {
  const { code, out, errors } = await run(
    "preflight",
    url,
    "--origin",
    page,
    "--actual",
    "--json",
    "--timeout",
    "5",
    ...more,
  );
  const [fetch] = JSON.parse(out).fetches;
  const text = await run("preflight", url, "--origin", page, "--actual", "--timeout", "5", ...more);
  return {
    code,
    errors,
    fetch,
    lookAlike: fetch.lookAlike?.id,
    outcome: fetch.outcome,
    cause: fetch.cause,
    text: text.out,
  };
}

const ok = "HTTP/1.1 200 OK\r\nAccess-Control-Allow-Origin: *\r\n";

describe("a server that answers wrongly, or not at all, gets a plain word and the exit code 2", () => {
  test("garbage in place of a status line", async () => {
    expect(await askRaw((socket) => socket.end("\x00\x01\x02 what?\r\n\r\n"))).toMatchObject({
      code: 2,
      lookAlike: "broken-protocol",
      text: expect.stringContaining("net::ERR_INVALID_HTTP_RESPONSE"),
    });
  });

  test("headers without end", async () => {
    const endless = (socket: Socket) => {
      socket.write(ok);
      const more = () => {
        while (!socket.destroyed && socket.write(`X-More: ${"x".repeat(1000)}\r\n`));
      };
      socket.on("drain", more);
      more();
    };
    expect(await askRaw(endless)).toMatchObject({
      code: 2,
      lookAlike: "broken-protocol",
      text: expect.stringContaining("net::ERR_RESPONSE_HEADERS_TOO_BIG"),
    });
  });

  test("one header of a megabyte", async () => {
    const large = (socket: Socket) => socket.end(`${ok}X-Large: ${"x".repeat(1_000_000)}\r\n\r\n`);
    expect(await askRaw(large)).toMatchObject({ code: 2, lookAlike: "broken-protocol" });
  });

  test("headers within a browser's limit are read", async () => {
    const lines = Array.from({ length: 3000 }, (_, at) => `X-${at}: ${at}\r\n`).join("");
    const many = (socket: Socket) =>
      socket.end(`${lines.replace("", "HTTP/1.1 200 OK\r\n")}Access-Control-Allow-Origin: *\r\n\r\n`);
    expect(await askRaw(many)).toMatchObject({ code: 0, outcome: "allowed" });
  });

  test("a connection that ends before, and within, the headers", async () => {
    expect(await askRaw((socket) => socket.end())).toMatchObject({ code: 2, lookAlike: "server-hung-up" });
    expect(await askRaw((socket) => socket.end(ok))).toMatchObject({
      code: 2,
      lookAlike: "broken-protocol",
      text: expect.stringContaining("net::ERR_RESPONSE_HEADERS_TRUNCATED"),
    });
  });

  test("a connection that is reset within the headers", async () => {
    const reset = (socket: Socket) => socket.write(ok, () => setTimeout(() => socket.resetAndDestroy(), 30));
    expect(await askRaw(reset)).toMatchObject({ code: 2, lookAlike: "server-hung-up" });
  });

  test("a server that says nothing, and one that says a byte at a time", async () => {
    const silent = await askRaw(() => {}, "--timeout", "0.3");
    expect(silent).toMatchObject({ code: 2, lookAlike: "connection-timeout" });
    const slow = (socket: Socket) => {
      const timer = setInterval(() => socket.write("X"), 20);
      socket.once("close", () => clearInterval(timer));
    };
    expect(await askRaw(slow, "--timeout", "0.3")).toMatchObject({ code: 2 });
    const steps = (socket: Socket) => {
      socket.write(ok);
      const timer = setInterval(() => socket.write("X: y\r\n"), 20);
      socket.once("close", () => clearInterval(timer));
    };
    expect(await askRaw(steps, "--timeout", "0.3")).toMatchObject({ code: 2, lookAlike: "connection-timeout" });
  });

  test("interim answers without end", async () => {
    const interim = (socket: Socket) => {
      const timer = setInterval(() => socket.write("HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n"), 10);
      socket.once("close", () => clearInterval(timer));
    };
    expect(await askRaw(interim, "--timeout", "0.3")).toMatchObject({ code: 2, lookAlike: "connection-timeout" });
  });

  test("a protocol that nobody asked for", async () => {
    const upgrade = (socket: Socket) =>
      socket.write("HTTP/1.1 101 Switching Protocols\r\nConnection: upgrade\r\nUpgrade: websocket\r\n\r\n");
    expect(await askRaw(upgrade)).toMatchObject({ code: 2, lookAlike: "broken-protocol" });
  });

  test("a server that speaks HTTP/2 without TLS only", async () => {
    const server = await listen(createHttp2Server());
    open.push(server);
    expect(await askAt(`http://127.0.0.1:${server.port}/`)).toMatchObject({ code: 2 });
  });
});

describe("over TLS, by HTTP/2 and before it", () => {
  const pem = readFileSync(new URL("./localhost.pem", import.meta.url));
  const key = { key: pem, cert: pem };

  function speaking(answer: (socket: Socket) => void, ...ALPNProtocols: string[]) {
    return createTlsServer({ ...key, ALPNProtocols }, (socket) => {
      socket.on("error", () => {});
      answer(socket);
    });
  }

  function streaming(answer: (stream: ServerHttp2Stream) => void) {
    const server = createSecureServer(key);
    server.on("session", (session) => session.on("error", () => {}));
    server.on("stream", (stream) => {
      stream.on("error", () => {});
      answer(stream);
    });
    return server as unknown as Server;
  }

  test.each<[string, () => Server, string]>([
    ["garbage", () => speaking((socket) => socket.write("garbage ".repeat(100)), "h2"), "broken-protocol"],
    ["a stream that is reset", () => streaming((stream) => stream.close(2)), "broken-protocol"],
    ["a session that ends", () => streaming(({ session }) => session?.destroy()), "server-hung-up"],
    ["a connection that ends", () => speaking((socket) => socket.end(), "h2"), "server-hung-up"],
    ["one that ends after HTTP/1.1 was chosen", () => speaking((socket) => socket.end(), "http/1.1"), "server-hung-up"],
    ["a stream without an answer", () => streaming(() => {}), "connection-timeout"],
    ["no settings", () => speaking(() => {}, "h2"), "connection-timeout"],
  ])("%s", async (_, server, lookAlike) => {
    const listening = await listen(server());
    open.push(listening);
    const url = `https://localhost:${listening.port}/`;
    expect(await askAt(url, "--insecure", "--timeout", "0.5")).toMatchObject({ code: 2, lookAlike });
  });
});

describe("a body is left unread", () => {
  test("one that unpacks to a gigabyte, and one that never ends", async () => {
    const bomb = gzipSync(Buffer.alloc(10_000_000));
    const packed = (socket: Socket) => {
      socket.write(`${ok}Content-Encoding: gzip\r\nContent-Length: ${bomb.length * 100}\r\n\r\n`);
      socket.write(bomb);
    };
    expect(await askRaw(packed)).toMatchObject({ code: 0, outcome: "allowed" });
    const endless = (socket: Socket) => {
      socket.write(`${ok}\r\n`);
      const more = () => {
        while (!socket.destroyed && socket.write("x".repeat(65_536)));
      };
      socket.on("drain", more);
      more();
    };
    expect(await askRaw(endless)).toMatchObject({ code: 0, outcome: "allowed" });
  });
});

describe("redirects that lead nowhere", () => {
  const redirect = (location: string) => (socket: Socket) =>
    socket.end(
      Buffer.from(
        `HTTP/1.1 302 Found\r\nAccess-Control-Allow-Origin: *\r\nLocation: ${location}\r\nContent-Length: 0\r\n\r\n`,
        "latin1",
      ),
    );

  test("in a circle", async () => {
    expect(await askRaw(redirect("/"))).toMatchObject({
      code: 2,
      lookAlike: "too-many-redirects",
      fetch: { earlierHops: { length: 20 } },
    });
  });

  test.each(["data:text/plain,x", "file:///etc/passwd", "http://[::1", "http://", "blob:x"])(
    "to %s",
    async (location) => {
      expect(await askRaw(redirect(location))).toMatchObject({ code: 2, lookAlike: "unusable-redirect" });
    },
  );

  test("are not what ends a call that the response to it does not allow", async () => {
    const redirected = "HTTP/1.1 302 Found\r\nLocation: data:text/plain,x\r\nContent-Length: 0\r\n\r\n";
    expect(await askRaw((socket) => socket.end(redirected))).toMatchObject({ code: 1, cause: "missing-allow-origin" });
  });

  test("to an app, and to a password, are refused by CORS", async () => {
    expect(await askRaw(redirect("shop://x"))).toMatchObject({ code: 1, cause: "unsupported-scheme" });
    expect(await askRaw(redirect("http://u:p@127.0.0.1/"))).toMatchObject({
      code: 1,
      cause: "redirect-with-credentials",
    });
  });

  test("to a port that browsers do not call", async () => {
    expect(await askRaw(redirect("http://127.0.0.1:6000/"))).toMatchObject({ code: 2, lookAlike: "unsafe-port" });
  });

  test("by bytes beyond ASCII are followed as they are", async () => {
    const paths: string[] = [];
    const server = await listenHttp((request, response) => {
      paths.push(request.url ?? "");
      response.setHeader("Access-Control-Allow-Origin", "*");
      if (request.url === "/") response.writeHead(302, { Location: "/\xc3\xbc\xff" });
      response.end();
    });
    open.push(server);
    expect(await askAt(`http://127.0.0.1:${server.port}/`)).toMatchObject({ code: 0 });
    expect(paths.slice(0, 2)).toEqual(["/", "/%C3%BC%FF"]);
  });
});

test("what a terminal would act on is shown, not sent to it", async () => {
  const evil = "HTTP/1.1 200 OK\r\nAccess-Control-Allow-Origin: \x9b31mred\xad\xff\r\nServer: \x1b]0;owned\x07\r\n\r\n";
  const { text, cause } = await askRaw((socket) => socket.end(Buffer.from(evil, "latin1")));
  expect(cause).toBe("invalid-allow-origin");
  expect(text.replaceAll("\n", "")).not.toMatch(/[\p{Cc}\p{Cf}]/u);
  expect(text).toContain("\\x9b31mred\\xad");
});
