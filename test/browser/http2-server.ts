import { createHash, X509Certificate } from "node:crypto";
import { readFileSync } from "node:fs";
import type { RequestListener } from "node:http";
import { createSecureServer } from "node:http2";
import type { Server } from "node:net";

/** A self-signed certificate for localhost, and its key. */
const pem = readFileSync(new URL("../node/http/localhost.pem", import.meta.url));

/** A server of HTTP/2, and of HTTP/1.1 for clients that know nothing newer, with a self-signed certificate. */
export function createHttp2Server(listener: RequestListener): Server {
  const server = createSecureServer({ key: pem, cert: pem, allowHTTP1: true });
  // Node's requests and responses of HTTP/2 have the methods of those of HTTP/1.1.
  return server.on("request", listener as unknown as () => void) as unknown as Server;
}

/**
 * Arguments that make Chromium trust that certificate as it trusts one of a known authority. Where a flag makes it ignore
 * certificate errors instead, it caches nothing that comes over the connection.
 */
export function trustArguments(): string[] {
  const key = new X509Certificate(pem).publicKey.export({ type: "spki", format: "der" });
  return [`--ignore-certificate-errors-spki-list=${createHash("sha256").update(key).digest("base64")}`];
}
