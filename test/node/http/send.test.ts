import { createServer as createHttp2Server } from "node:http2";
import type { Socket } from "node:net";
import { gzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { listen } from "./listen.ts";
import { closing, sendTo, sendToRaw } from "./send-to.ts";

const ok = "HTTP/1.1 200 OK\r\nAccess-Control-Allow-Origin: *\r\n";

describe("a server that breaks the protocol, or does not respond, gives a network error and exit code 2", () => {
  test("garbage in place of a status line", async () => {
    expect(await sendToRaw((socket) => socket.end("\x00\x01\x02 what?\r\n\r\n"))).toMatchObject({
      code: 2,
      lookAlike: "broken-protocol",
      text: expect.stringContaining("net::ERR_INVALID_HTTP_RESPONSE"),
    });
  });

  test("endless headers", async () => {
    const endless = (socket: Socket) => {
      socket.write(ok);
      const more = () => {
        while (!socket.destroyed && socket.write(`X-More: ${"x".repeat(1000)}\r\n`));
      };
      socket.on("drain", more);
      more();
    };
    expect(await sendToRaw(endless)).toMatchObject({
      code: 2,
      lookAlike: "broken-protocol",
      text: expect.stringContaining("net::ERR_RESPONSE_HEADERS_TOO_BIG"),
    });
  });

  test("one header of a megabyte", async () => {
    const large = (socket: Socket) => socket.end(`${ok}X-Large: ${"x".repeat(1_000_000)}\r\n\r\n`);
    expect(await sendToRaw(large)).toMatchObject({ code: 2, lookAlike: "broken-protocol" });
  });

  test("headers within a browser's limit are read", async () => {
    const lines = Array.from({ length: 3000 }, (_, at) => `X-${at}: ${at}\r\n`).join("");
    const many = (socket: Socket) =>
      socket.end(`${lines.replace("", "HTTP/1.1 200 OK\r\n")}Access-Control-Allow-Origin: *\r\n\r\n`);
    expect(await sendToRaw(many)).toMatchObject({ code: 0, outcome: "allowed" });
  });

  test("a connection that ends before, and within, the headers", async () => {
    expect(await sendToRaw((socket) => socket.end())).toMatchObject({ code: 2, lookAlike: "server-hung-up" });
    expect(await sendToRaw((socket) => socket.end(ok))).toMatchObject({
      code: 2,
      lookAlike: "broken-protocol",
      text: expect.stringContaining("net::ERR_RESPONSE_HEADERS_TRUNCATED"),
    });
  });

  test("a connection that is reset within the headers", async () => {
    const reset = (socket: Socket) => socket.write(ok, () => setTimeout(() => socket.resetAndDestroy(), 30));
    expect(await sendToRaw(reset)).toMatchObject({ code: 2, lookAlike: "server-hung-up" });
  });

  test("a server that says nothing, and one that says a byte at a time", async () => {
    const silent = await sendToRaw(() => {}, "--timeout", "0.3");
    expect(silent).toMatchObject({ code: 2, lookAlike: "connection-timeout" });
    const slow = (socket: Socket) => {
      const timer = setInterval(() => socket.write("X"), 20);
      socket.once("close", () => clearInterval(timer));
    };
    expect(await sendToRaw(slow, "--timeout", "0.3")).toMatchObject({ code: 2 });
    const steps = (socket: Socket) => {
      socket.write(ok);
      const timer = setInterval(() => socket.write("X: y\r\n"), 20);
      socket.once("close", () => clearInterval(timer));
    };
    expect(await sendToRaw(steps, "--timeout", "0.3")).toMatchObject({ code: 2, lookAlike: "connection-timeout" });
  });

  test("endless interim responses", async () => {
    const interim = (socket: Socket) => {
      const timer = setInterval(() => socket.write("HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n"), 10);
      socket.once("close", () => clearInterval(timer));
    };
    expect(await sendToRaw(interim, "--timeout", "0.3")).toMatchObject({ code: 2, lookAlike: "connection-timeout" });
  });

  test("an upgrade that was not requested", async () => {
    const upgrade = (socket: Socket) =>
      socket.write("HTTP/1.1 101 Switching Protocols\r\nConnection: upgrade\r\nUpgrade: websocket\r\n\r\n");
    expect(await sendToRaw(upgrade)).toMatchObject({ code: 2, lookAlike: "broken-protocol" });
  });

  test("a server that speaks HTTP/2 without TLS only", async () => {
    const server = await listen(createHttp2Server());
    await closing(server, async (port) => {
      expect(await sendTo(`http://127.0.0.1:${port}/`)).toMatchObject({ code: 2 });
    });
  });
});

describe("a body is not read", () => {
  test("one that unpacks to a gigabyte, and one that never ends", async () => {
    const bomb = gzipSync(Buffer.alloc(10_000_000));
    const packed = (socket: Socket) => {
      socket.write(`${ok}Content-Encoding: gzip\r\nContent-Length: ${bomb.length * 100}\r\n\r\n`);
      socket.write(bomb);
    };
    expect(await sendToRaw(packed)).toMatchObject({ code: 0, outcome: "allowed" });
    const endless = (socket: Socket) => {
      socket.write(`${ok}\r\n`);
      const more = () => {
        while (!socket.destroyed && socket.write("x".repeat(65_536)));
      };
      socket.on("drain", more);
      more();
    };
    expect(await sendToRaw(endless)).toMatchObject({ code: 0, outcome: "allowed" });
  });
});

test("control characters from the server are shown as escapes", async () => {
  const evil = "HTTP/1.1 200 OK\r\nAccess-Control-Allow-Origin: \x9b31mred\xad\xff\r\nServer: \x1b]0;owned\x07\r\n\r\n";
  const { text, cause } = await sendToRaw((socket) => socket.end(Buffer.from(evil, "latin1")));
  expect(cause).toBe("invalid-allow-origin");
  expect(text.replaceAll("\n", "")).not.toMatch(/[\p{Cc}\p{Cf}]/u);
  expect(text).toContain("\\x9b31mred\\xad");
});
