import { request as httpRequest } from "node:http";
import { connect as connectHttp2, constants } from "node:http2";
import { connect as connectTcp, isIP, type Socket } from "node:net";
import type { Readable } from "node:stream";
import { connect as connectTls } from "node:tls";
import type { Header } from "../../exchange.ts";
import { getHeader } from "../../fetch/headers.ts";
import { readBodyStart } from "./body-start.ts";
import { toNetError } from "./net-error.ts";

/** One HTTP request, as it is sent. */
export interface HttpRequest {
  readonly method: string;
  readonly url: string;
  /** With `Host` and `Connection`, which HTTP/2 replaces by other means. */
  readonly headers: readonly Header[];
  readonly body: string | null;
}

/** A response without most of its body; status 0 and a `net::ERR_…` name when none arrived. */
export interface HttpResponse {
  readonly status: number;
  /** One for each header line, repeated ones too. */
  readonly headers: readonly Header[];
  /** The start of a body that may say why the server refuses the request; null where it was not read or is no text. */
  readonly bodyStart: string | null;
  readonly error: string | undefined;
  /** The IP address of the server; "" when there was no connection. */
  readonly address: string;
}

export interface SendOptions {
  /** Ends the request with `net::ERR_TIMED_OUT` when aborted. */
  readonly signal: AbortSignal;
  /** Accepts certificates that are not trusted. */
  readonly insecure: boolean;
}

/**
 * Sends one request over a connection of its own, by HTTP/2 where the server chooses it, and returns the status, the
 * headers, and the start of the body where a browser may refuse the response. Never rejects.
 */
export async function send(message: HttpRequest, { signal, insecure }: SendOptions): Promise<HttpResponse> {
  let socket: Socket | undefined;
  let hasResponseStarted = false;
  const done = new AbortController();
  try {
    signal.throwIfAborted();
    const connection = connect(new URL(message.url), insecure);
    socket = connection.socket;
    const response = connection.protocol.then((protocol) =>
      protocol === "h2"
        ? sendHttp2(message, connection.socket)
        : sendHttp1(message, connection.socket, () => {
            hasResponseStarted = true;
          }),
    );
    const { body, ...head } = await Promise.race([response, rejectionOf(signal, done.signal)]);
    // A connection that ends within the body loses its address.
    const address = socket.remoteAddress ?? "";
    const bodyStart = mayStateRefusal(message, head) ? await readBodyStart(body, head.headers, signal) : null;
    return { ...head, bodyStart, error: undefined, address };
  } catch (error) {
    const name = signal.aborted ? "net::ERR_TIMED_OUT" : toNetError(error, hasResponseStarted);
    return { status: 0, headers: [], bodyStart: null, error: name, address: socket?.remoteAddress ?? "" };
  } finally {
    done.abort();
    socket?.destroy();
  }
}

type ResponseHead = Pick<HttpResponse, "status" | "headers">;

interface StartedResponse extends ResponseHead {
  readonly body: Readable;
}

/** False for a response that a page reads as a success: its body may be long and says nothing of CORS. */
function mayStateRefusal({ method }: HttpRequest, { status, headers }: ResponseHead): boolean {
  return status >= 400 || method === "OPTIONS" || getHeader(headers, "Access-Control-Allow-Origin") === null;
}

interface Connection {
  readonly socket: Socket;
  /** The protocol that both sides agreed on; rejects when there is no connection. */
  readonly protocol: Promise<string>;
}

function connect(url: URL, insecure: boolean): Connection {
  // Browsers resolve every name below `localhost` to this machine; resolvers do not.
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
    // Never removed: an error that comes after the response would otherwise end the process.
    socket.on("error", reject);
    socket.once("close", () => reject(new Error("closed")));
    socket.once(event, () => resolve());
  });
}

/** Rejects when `signal` is aborted; stops listening when `done` is. */
function rejectionOf(signal: AbortSignal, done: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    signal.addEventListener("abort", () => reject(signal.reason), { signal: done });
  });
}

/** Chromium's limit for all headers of a response, in bytes. */
const maxHeaderSize = 256 * 1024;

/** Parses leniently, as browsers do: bare line feeds are harmless with one request for each connection. */
function sendHttp1(
  { method, url, headers, body }: HttpRequest,
  socket: Socket,
  onResponseStart: () => void,
): Promise<StartedResponse> {
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
    // Set again, because Node converts the method to upper case.
    request.method = method;
    // The headers hold the length, where Chromium sends one: it sends none for a PATCH without a body.
    request.useChunkedEncodingByDefault = false;
    request.on("socket", () => socket.once("data", onResponseStart));
    request.on("response", (response) => {
      resolve({ status: response.statusCode ?? 0, headers: toHeaders(response.rawHeaders), body: response });
    });
    request.on("upgrade", () => reject(Object.assign(new Error("unasked upgrade"), { code: "HPE_INVALID_STATUS" })));
    request.on("error", reject);
    request.on("close", () => reject(new Error("closed")));
    request.end(body ?? undefined);
  });
}

/**
 * Browsers remove the whitespace around a header value, while Node drops such a header. Node before 24.2 ignores this
 * option.
 */
const lenientWhitespace: object = { strictFieldWhitespaceValidation: false };

function sendHttp2({ method, url, headers, body }: HttpRequest, socket: Socket): Promise<StartedResponse> {
  const { protocol, host, pathname, search } = new URL(url);
  const fields = headers.filter(({ name }) => !/^(host|connection)$/i.test(name));
  return new Promise((resolve, reject) => {
    const session = connectHttp2(`${protocol}//${host}`, {
      ...lenientWhitespace,
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
        ...Object.fromEntries(fields.map(({ name, value }) => [name.toLowerCase(), value])),
      },
      { endStream: body === null },
    );
    stream.on("response", (pseudoHeaders, _flags, raw?: string[]) => {
      const headers = toHeaders(raw ?? []).filter(({ name }) => !name.startsWith(":"));
      resolve({ status: Number(pseudoHeaders[constants.HTTP2_HEADER_STATUS]), headers, body: stream });
    });
    stream.on("error", reject);
    stream.on("close", () => reject(new Error("closed")));
    if (body !== null) stream.end(body);
  });
}

/** Node gives raw headers as one list of names and values in turn. */
function toHeaders(raw: readonly string[]): Header[] {
  const headers: Header[] = [];
  for (let index = 0; index + 1 < raw.length; index += 2)
    headers.push({ name: raw[index] ?? "", value: raw[index + 1] ?? "" });
  return headers;
}
