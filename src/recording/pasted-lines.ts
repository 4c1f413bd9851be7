import type { Header } from "../exchange.ts";

/** One request with its response, as far as a paste holds them. */
export interface PastedExchange {
  /** "" where the paste does not say it. */
  method: string;
  /** The URL, or the path of a request line; "" where the paste has none. */
  target: string;
  /** The scheme as HTTP/2 and HTTP/3 write it; "" where the paste has none. */
  scheme: string;
  /** The host from `:authority`; "" where the paste has none. */
  authority: string;
  readonly requestHeaders: Header[];
  /** 0 where the paste has no status. */
  status: number;
  readonly responseHeaders: Header[];
  readonly body: string[];
}

/** Everything that the lines of a paste say. */
export interface PastedLines {
  readonly exchanges: readonly PastedExchange[];
  /** The URL in a pasted `curl` command, or "". */
  readonly commandUrl: string;
  /** Whether the notes of `curl -v` tell of TLS; null where the paste has no such notes. */
  readonly isEncrypted: boolean | null;
}

type Part = "general" | "request" | "response" | "body";

/** What is known while the lines are read. */
interface Reader {
  readonly exchanges: PastedExchange[];
  current: PastedExchange | undefined;
  part: Part | undefined;
  /** True for the Headers tab of DevTools, which puts a name and its value on one line or on two. */
  isDevTools: boolean;
  /** A name whose value is the next line; "" where no value is missing. */
  pendingName: string;
}

/** Reads the lines of a paste: HTTP messages, what `curl -v` prints, or the Headers tab of DevTools. */
export function readPastedLines(text: string): PastedLines {
  const lines = text.split(/\r?\n/);
  const isCurl = lines.some((line) => /^[<>] \S/.test(line));
  const notes = lines.filter((line) => line.startsWith("* "));
  const reader: Reader = { exchanges: [], current: undefined, part: undefined, isDevTools: false, pendingName: "" };
  for (const line of lines) {
    if (isCurl) readCurlLine(reader, line);
    else readLine(reader, line.trim());
  }
  const [, commandUrl = ""] = /^\s*[$%#]?\s*curl\s[^\n]*?(?<!: ?)(https?:\/\/[^\s'"]+)/m.exec(text) ?? [];
  return {
    exchanges: reader.exchanges,
    commandUrl,
    isEncrypted: notes.length === 0 ? null : notes.some((note) => /\b(SSL|TLS|ALPN)\b/.test(note)),
  };
}

function readCurlLine(reader: Reader, line: string): void {
  const [, mark, rest = ""] = /^([<>])(?: (.*))?$/.exec(line) ?? [];
  if (mark === undefined) {
    if (reader.part === "body" && !/^[*{}] /.test(line)) reader.current?.body.push(line);
    return;
  }
  const content = rest.trim();
  if (mark === ">") {
    if (!startRequest(reader, content, /^([A-Za-z]+) (\S+)(?: HTTP\/[\d.]+)?$/)) readHeader(reader, "request", content);
    return;
  }
  if (content === "") reader.part = "body";
  else if (!startResponse(reader, content, /^(?:HTTP\/[\d.]+ )?(\d{3})\b/)) readHeader(reader, "response", content);
}

function readLine(reader: Reader, line: string): void {
  if (readPendingValue(reader, line) || readDevToolsLine(reader, line)) return;
  if (startRequest(reader, line, /^([A-Za-z]+) (\S+) HTTP\/[\d.]+$/)) return;
  if (startResponse(reader, line, /^HTTP\/[\d.]+ (\d{3})\b/)) return;
  if (line === "") {
    if (reader.part === "response" && !reader.isDevTools) reader.part = "body";
  } else if (reader.part === "body") reader.current?.body.push(line);
  else readHeader(reader, reader.part, line);
}

/** Reads the titles of the Headers tab and its lines about the request as a whole; false for any other line. */
function readDevToolsLine(reader: Reader, line: string): boolean {
  const [, title] = /^(general|response headers|request headers)\b(?!:)/i.exec(line) ?? [];
  if (title !== undefined) {
    reader.isDevTools = true;
    reader.part = parts[title.toLowerCase()];
    return true;
  }
  const [, name = "", value = ""] =
    /^(request url|request method|status code|remote address|referrer policy):?\s*(.*)$/i.exec(line) ?? [];
  if (name === "") return false;
  reader.isDevTools = true;
  if (value === "") reader.pendingName = name;
  else readFact(reader, name, value);
  return true;
}

const parts: Readonly<Record<string, Part>> = {
  general: "general",
  "response headers": "response",
  "request headers": "request",
};

function readFact(reader: Reader, name: string, value: string): void {
  const isUrl = /^request url$/i.test(name);
  const exchange = isUrl && reader.current?.target ? startExchange(reader) : currentOf(reader);
  if (isUrl) exchange.target = value;
  else if (/^request method$/i.test(name)) exchange.method = value;
  else if (/^status code$/i.test(name)) exchange.status = Number.parseInt(value.replace(/^\D+/, ""), 10) || 0;
}

/** Reads a line as the value of the name above it; false where no value is missing. */
function readPendingValue(reader: Reader, line: string): boolean {
  const name = reader.pendingName;
  if (name === "") return false;
  reader.pendingName = "";
  if (/^(request url|request method|status code|remote address|referrer policy)$/i.test(name))
    readFact(reader, name, line);
  else readHeader(reader, reader.part, `${name}: ${line}`);
  return true;
}

/** Starts an exchange at a request line; false for any other line. The Headers tab has such a line within its sections. */
function startRequest(reader: Reader, line: string, pattern: RegExp): boolean {
  const [, method, target] = pattern.exec(line) ?? [];
  if (method === undefined || target === undefined) return false;
  const exchange = reader.isDevTools ? currentOf(reader) : startExchange(reader);
  exchange.method = method;
  exchange.target ||= target;
  reader.part = "request";
  return true;
}

/** Reads a status line, which starts an exchange where the current one has a response; false for any other line. */
function startResponse(reader: Reader, line: string, pattern: RegExp): boolean {
  const status = Number(pattern.exec(line)?.[1]);
  if (Number.isNaN(status)) return false;
  reader.part = "response";
  // An informational response comes before the response itself.
  if (status < 200) return true;
  const exchange = reader.current?.status && !reader.isDevTools ? startExchange(reader) : currentOf(reader);
  exchange.status = status;
  return true;
}

function readHeader(reader: Reader, part: Part | undefined, line: string): void {
  const [, pseudo, pseudoValue = ""] = /^:(method|path|scheme|authority|status):?\s*(.*)$/.exec(line) ?? [];
  if (pseudo !== undefined) {
    readPseudoHeader(reader, pseudo, pseudoValue);
    return;
  }
  const [, name, value = ""] = /^([!#$%&'*+\-.^`|~\w]+):\s*(.*)$/.exec(line) ?? [];
  if (reader.isDevTools && value === "" && /^[!#$%&'*+\-.^`|~\w]+:?$/.test(line)) {
    reader.pendingName = line.replace(/:$/, "");
    return;
  }
  if (name === undefined || part === "general") return;
  const exchange = currentOf(reader);
  const side = part ?? (requestHeaderNames.test(name) ? "request" : "response");
  (side === "request" ? exchange.requestHeaders : exchange.responseHeaders).push({ name, value });
}

/** The names by which a list of headers without a request line or a status line is a request's. */
const requestHeaderNames =
  /^(origin|host|accept|referer|user-agent|cookie|authorization|sec-.*|access-control-request-.*)$/i;

function readPseudoHeader(reader: Reader, name: string, value: string): void {
  if (value === "") {
    reader.pendingName = `:${name}`;
    return;
  }
  const exchange = currentOf(reader);
  if (name === "method") exchange.method ||= value;
  else if (name === "path") exchange.target ||= value;
  else if (name === "scheme") exchange.scheme = value;
  else if (name === "authority") exchange.authority = value;
  else exchange.status ||= Number.parseInt(value, 10) || 0;
}

function currentOf(reader: Reader): PastedExchange {
  return reader.current ?? startExchange(reader);
}

function startExchange(reader: Reader): PastedExchange {
  const exchange: PastedExchange = {
    method: "",
    target: "",
    scheme: "",
    authority: "",
    requestHeaders: [],
    status: 0,
    responseHeaders: [],
    body: [],
  };
  reader.exchanges.push(exchange);
  reader.current = exchange;
  return exchange;
}
