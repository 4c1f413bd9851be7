import { request as httpRequest } from "node:http";
import { connect as connectHttp2, constants } from "node:http2";
import { connect as connectTcp, isIP, type Socket } from "node:net";
import { connect as connectTls } from "node:tls";
import type { Header } from "../../exchange.ts";
import { netErrorOf } from "./net-error.ts";

/** One HTTP request, as it goes on the wire. */
export interface HttpRequest {
  readonly method: string;
  readonly url: string;
  /** `Host` and `Connection` among them; HTTP/2 has its own way to say those. */
  readonly headers: readonly Header[];
  readonly body: string | null;
}

/** What came back: a response's head, or status 0 and a `net::ERR_…` name where none came. */
export interface HttpResponse {
  readonly status: number;
  /** As on the wire: repeated lines stay apart. */
  readonly headers: readonly Header[];
  readonly error: string | undefined;
  /** The address that was called, or "". */
  readonly address: string;
}

export interface SendOptions {
  /** Ends the request; its answer is then `net::ERR_TIMED_OUT`. */
  readonly signal: AbortSignal;
  /** Accepts certificates that are not trusted. */
  readonly insecure: boolean;
}

/**
 * Sends one request over a connection of its own, by HTTP/2 where the server chooses it, and takes the head of the
 * response; the body is left unread. Never rejects.
 */
export async function send(message: HttpRequest, { signal, insecure }: SendOptions): Promise<HttpResponse> {
  let socket: Socket | undefined;
  let begun = false;
  const done = new AbortController();
  try {
    signal.throwIfAborted();
    const opened = open(new URL(message.url), insecure);
    socket = opened.socket;
    const exchange = async () => {
      const protocol = await opened.protocol;
      return protocol === "h2"
        ? sendHttp2(message, opened.socket)
        : sendHttp1(message, opened.socket, () => {
            begun = true;
          });
    };
    const head = await Promise.race([exchange(), rejectedBy(signal, done.signal)]);
    return { ...head, error: undefined, address: socket.remoteAddress ?? "" };
  } catch (error) {
    const name = signal.aborted ? "net::ERR_TIMED_OUT" : netErrorOf(error, begun);
    return { status: 0, headers: [], error: name, address: socket?.remoteAddress ?? "" };
  } finally {
    done.abort();
    socket?.destroy();
  }
}

type Head = Pick<HttpResponse, "status" | "headers">;

/** The socket, and the protocol that both sides agreed on once it is connected. */
function open(url: URL, insecure: boolean): { readonly socket: Socket; readonly protocol: Promise<string> } {
  // Browsers take every name below `localhost` for this machine; resolvers do not.
  const host = url.hostname.replace(/^\[|\]$/g, "").replace(/^.*\.localhost$/, "localhost");
  if (url.protocol === "http:") {
    const socket = connectTcp({ host, port: Number(url.port || 80) });
    return { socket, protocol: connected(socket, "connect").then(() => "http/1.1") };
  }
  const socket = connectTls({
    host,
    port: Number(url.port || 443),
    ...(isIP(host) ? {} : { servername: url.hostname }),
    ALPNProtocols: ["h2", "http/1.1"],
    rejectUnauthorized: !insecure,
  });
  return { socket, protocol: connected(socket, "secureConnect").then(() => socket.alpnProtocol || "http/1.1") };
}

function connected(socket: Socket, event: "connect" | "secureConnect"): Promise<void> {
  return new Promise((resolve, reject) => {
    // Stays for the life of the socket, whose late errors concern nobody once the head has come.
    socket.on("error", reject);
    socket.once("close", () => reject(new Error("closed")));
    socket.once(event, () => resolve());
  });
}

function rejectedBy(signal: AbortSignal, done: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    signal.addEventListener("abort", () => reject(signal.reason), { signal: done });
  });
}

/** Chromium's limit for all headers of a response, in bytes. */
const maxHeaderSize = 256 * 1024;

/** Browsers read sloppy responses too, such as bare line feeds; with one request for each connection that is harmless. */
function sendHttp1({ method, url, headers, body }: HttpRequest, socket: Socket, begins: () => void): Promise<Head> {
  const { pathname, search } = new URL(url);
  return new Promise((resolve, reject) => {
    const request = httpRequest({
      createConnection: () => socket,
      method,
      path: pathname + search,
      headers: Object.fromEntries(headers.map(({ name, value }) => [name, value])),
      setHost: false,
      maxHeaderSize,
      insecureHTTPParser: true,
    });
    request.maxHeadersCount = 0;
    // Node puts every method in upper case.
    request.method = method;
    // What length to tell is for the headers to say: without a body Chromium tells none of a PATCH.
    request.useChunkedEncodingByDefault = false;
    request.on("socket", () => socket.once("data", begins));
    request.on("response", (response) => {
      resolve({ status: response.statusCode ?? 0, headers: pairsOf(response.rawHeaders) });
    });
    request.on("upgrade", () => reject(Object.assign(new Error("unasked upgrade"), { code: "HPE_INVALID_STATUS" })));
    request.on("error", reject);
    request.on("close", () => reject(new Error("closed")));
    request.end(body ?? undefined);
  });
}

/** Browsers strip the whitespace around a value, for which Node drops the header; Node before 24.2 knows no other way. */
const browserLike: object = { strictFieldWhitespaceValidation: false };

function sendHttp2({ method, url, headers, body }: HttpRequest, socket: Socket): Promise<Head> {
  const { protocol, host, pathname, search } = new URL(url);
  const own = headers.filter(({ name }) => !/^(host|connection)$/i.test(name));
  return new Promise((resolve, reject) => {
    const session = connectHttp2(`${protocol}//${host}`, {
      ...browserLike,
      createConnection: () => socket,
      maxHeaderListPairs: 10_000,
      settings: { enablePush: false, maxHeaderListSize: maxHeaderSize },
    });
    session.on("error", reject);
    const stream = session.request(
      {
        [constants.HTTP2_HEADER_METHOD]: method,
        [constants.HTTP2_HEADER_SCHEME]: protocol.slice(0, -1),
        [constants.HTTP2_HEADER_AUTHORITY]: host,
        [constants.HTTP2_HEADER_PATH]: pathname + search,
        ...Object.fromEntries(own.map(({ name, value }) => [name.toLowerCase(), value])),
      },
      { endStream: body === null },
    );
    stream.on("response", (fields, _flags, raw?: string[]) => {
      const lines = pairsOf(raw ?? []).filter(({ name }) => !name.startsWith(":"));
      resolve({ status: Number(fields[constants.HTTP2_HEADER_STATUS]), headers: lines });
    });
    stream.on("error", reject);
    stream.on("close", () => reject(new Error("closed")));
    if (body !== null) stream.end(body);
  });
}

function pairsOf(raw: readonly string[]): Header[] {
  const headers: Header[] = [];
  for (let at = 0; at + 1 < raw.length; at += 2) headers.push({ name: raw[at] ?? "", value: raw[at + 1] ?? "" });
  return headers;
}
