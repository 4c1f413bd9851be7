import { createHash, X509Certificate } from "node:crypto";
import { readFileSync } from "node:fs";
import type { RequestListener } from "node:http";
import { createSecureServer } from "node:http2";
import type { Server } from "node:net";

const pem = readFileSync(new URL("../node/http/localhost.pem", import.meta.url));

/** A server that speaks HTTP/2, and HTTP/1.1 with who knows nothing newer, under a certificate of its own making. */
export function createHttp2Server(listener: RequestListener): Server {
  const server = createSecureServer({ key: pem, cert: pem, allowHTTP1: true });
  // Node's HTTP/2 requests and responses are used as those of HTTP/1.1 are.
  return server.on("request", listener as unknown as () => void) as unknown as Server;
}

/**
 * What makes Chromium trust that certificate as one of a known authority. Where its errors are ignored instead, nothing
 * that comes over it is put into the cache.
 */
export function trustArguments(): string[] {
  const key = new X509Certificate(pem).publicKey.export({ type: "spki", format: "der" });
  return [`--ignore-certificate-errors-spki-list=${createHash("sha256").update(key).digest("base64")}`];
}
