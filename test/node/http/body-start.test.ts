import { readFileSync } from "node:fs";
import { createSecureServer } from "node:http2";
import type { Server, Socket } from "node:net";
import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from "node:zlib";
import { describe, expect, test, vi } from "vitest";
import type { Exchange } from "../../../src/exchange.ts";
import { sendFetch } from "../../../src/node/http/send-fetch.ts";
import { chromiumUserAgent } from "../../../src/node/http/user-agent.ts";
import { type Listening, listen, listenHttp, listenRaw } from "./listen.ts";
import { closing, sendTo } from "./send-to.ts";

const sentence = "CORS error: Some headers are not allowed";

describe("the start of a refused response's body", () => {
  test("names the cause that the server states in the response to a preflight", async () => {
    const server = await listenHttp((_request, response) => {
      response.writeHead(400, { "Content-Type": "text/plain" }).end(sentence);
    });
    const { fetch, text } = await closing(server, (port) =>
      sendTo(`http://127.0.0.1:${port}/`, "--method", "PUT", "--header", "x-request-id"),
    );
    expect(fetch.reason).toBe("preflight-refused-by-cors-code");
    expect(text.replace(/\s+/g, " ")).toContain(sentence);
  });

  test("ends after 2,048 bytes, and not within a character", async () => {
    expect(await bodyStart("a".repeat(5000))).toBe("a".repeat(2048));
    expect(await bodyStart("é".repeat(2000))).toBe("é".repeat(1024));
    expect(await bodyStart(`x${"é".repeat(2000)}`)).toBe(`x${"é".repeat(1023)}`);
    expect(await bodyStart("né")).toBe("né");
  });

  test("is uncompressed", async () => {
    const long = `${sentence} ${"a".repeat(5000)}`;
    for (const [encoding, compressed] of [
      ["gzip", gzipSync(long)],
      ["br", brotliCompressSync(long)],
      ["deflate", deflateSync(long)],
    ] as const)
      expect(await bodyStart(compressed, { "Content-Encoding": encoding }), encoding).toBe(long.slice(0, 2048));
    const cutOff = gzipSync(sentence).subarray(0, -8);
    expect(await bodyStart(cutOff, { "Content-Encoding": "gzip" })).toBe(sentence);
  });

  test("is left out where it is no text, is empty, or cannot be uncompressed", async () => {
    expect(await bodyStart("not a picture", { "Content-Type": "image/png" })).toBeNull();
    expect(await bodyStart("PK\0\x03", { "Content-Type": "" })).toBeNull();
    expect(await bodyStart("")).toBeNull();
    expect(await bodyStart("anything", { "Content-Encoding": "zstd" })).toBeNull();
    expect(await bodyStart(deflateRawSync(sentence), { "Content-Encoding": "gzip" })).toBeNull();
    for (const type of ["application/json; charset=utf-8", "application/problem+json", "TEXT/html"])
      expect(await bodyStart(sentence, { "Content-Type": type }), type).toBe(sentence);
  });

  test("is kept of a body that breaks off, and of one that never ends, for a second at most", async () => {
    const cut = rawExchange((socket) => socket.end(`${refusal}Content-Length: 500\r\n\r\n${sentence}`));
    expect(await cut).toMatchObject({ status: 403, responseText: sentence, error: undefined });
    const minute = AbortSignal.timeout(60_000);
    const open = await rawExchange((socket) => socket.write(`${refusal}\r\n${sentence}`), minute);
    expect(open).toMatchObject({ status: 403, responseText: sentence, error: undefined });
    expect(minute.aborted).toBe(false);
  });

  test("is not awaited beyond the timeout of the command", async () => {
    await untilFast(async () => {
      const open = await rawExchange((socket) => socket.write(`${refusal}\r\n${sentence}`), AbortSignal.timeout(300));
      expect(open).toMatchObject({ status: 403, responseText: sentence, error: undefined });
      return open;
    });
  });

  test("takes little of an endless body, and of one that unpacks to a gigabyte or to nothing", async () => {
    const bomb = gzipSync(Buffer.alloc(10_000_000, "a"));
    const gzipHeader = gzipSync("").subarray(0, 10);
    const emptyBlocks = Buffer.alloc(100_000, Buffer.from([0, 0, 0, 0xff, 0xff]));
    for (const [encoding, start, chunk] of [
      ["identity", "", Buffer.alloc(65_536, "a")],
      ["gzip", "", bomb],
      ["gzip", gzipHeader, emptyBlocks],
    ] as const) {
      await untilFast(async () => {
        let sent = 0;
        const exchange = await rawExchange((socket) => {
          const more = () => {
            while (!socket.destroyed && socket.write(chunk)) sent += chunk.length;
          };
          socket.on("drain", more);
          socket.write(`${refusal}Content-Encoding: ${encoding}\r\n\r\n`);
          socket.write(start);
          more();
        });
        expect(exchange.status).toBe(403);
        // What the kernel buffers between the two ends is included.
        expect(sent).toBeLessThan(20_000_000);
        return exchange;
      });
    }
  });
});

test("the body of a response that a browser may let the page read is not awaited", async () => {
  const success = "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nAccess-Control-Allow-Origin: *\r\n\r\n";
  await untilFast(async () => {
    const exchange = await rawExchange((socket) => socket.write(`${success}data`));
    expect(exchange.responseText).toBeNull();
    return exchange;
  });
});

test("the body of an HTTP/2 response is read too", async () => {
  const pem = readFileSync(new URL("./localhost.pem", import.meta.url));
  const http2 = createSecureServer({ key: pem, cert: pem }, (_request, response) => {
    response.writeHead(403, { "Content-Type": "text/plain" });
    response.end(sentence);
  });
  const server = await listen(http2 as unknown as Server);
  const { status, responseText } = await exchangeWith(server, AbortSignal.timeout(60_000), "https");
  expect({ status, responseText }).toEqual({ status: 403, responseText: sentence });
});

/**
 * Repeats an exchange until one takes less than the second for which a body is awaited. On a busy machine, some that await
 * nothing take longer; one that awaits its body never takes less.
 */
async function untilFast(exchange: () => Promise<Exchange>): Promise<void> {
  const isFast = async () => {
    const { startedAt, endedAt } = await exchange();
    expect(endedAt - startedAt).toBeLessThan(900);
  };
  await vi.waitFor(isFast, { timeout: 60_000 });
}

const refusal = "HTTP/1.1 403 Forbidden\r\nContent-Type: text/plain\r\n";

async function bodyStart(body: string | Buffer, headers: Record<string, string> = {}): Promise<string | null> {
  const server = await listenHttp((_request, response) => {
    response.writeHead(403, { "Content-Type": "text/plain", ...headers }).end(body);
  });
  return (await exchangeWith(server)).responseText;
}

async function rawExchange(respond: (socket: Socket) => void, signal?: AbortSignal): Promise<Exchange> {
  return exchangeWith(await listenRaw(respond), signal);
}

/** The exchange of a `GET` that needs no preflight. */
async function exchangeWith(
  server: Listening,
  signal = AbortSignal.timeout(60_000),
  scheme = "http",
): Promise<Exchange> {
  const input = { origin: "https://app.example", method: "GET", headers: [], body: null, credentials: "omit" } as const;
  const { recording } = await closing(server, (port) =>
    sendFetch(
      { ...input, url: `${scheme}://localhost:${port}/` },
      { actual: true, cookie: null, insecure: true, signal, userAgent: chromiumUserAgent },
    ),
  );
  const [exchange] = recording.exchanges;
  if (!exchange) throw new Error("nothing was sent");
  return exchange;
}
