// The MCP server on standard input and output: requests of a client come in, replies go out. Only `cors-panel mcp` loads
// this folder, because the SDK is large.

import { Readable, Writable } from "node:stream";
import { StdioServerTransport, serveStdio } from "@modelcontextprotocol/server/stdio";
import type { Io } from "../io.ts";
import { createServer } from "./server.ts";
import type { ServerSettings } from "./tool.ts";

/** Serves one client until it closes standard input, or until the signal is aborted. */
export async function serve(
  settings: ServerSettings,
  { stdin, print }: Pick<Io, "stdin" | "print">,
  signal: AbortSignal,
): Promise<void> {
  const running = new Set<Promise<unknown>>();
  const input = Readable.from(stdin, { objectMode: false });
  const output = new Writable({
    decodeStrings: false,
    write: (chunk, _, done) => void print(String(chunk)).then(() => done(), done),
  });
  const ended = new Promise<void>((resolve) => {
    input.once("close", resolve);
    signal.addEventListener("abort", () => resolve(), { once: true });
  });
  const handle = serveStdio(() => createServer({ ...settings, running }), {
    transport: new StdioServerTransport(input, output, { maxBufferSize: maxMessageSize }),
    onerror: ({ message }) => settings.warn(message),
  });
  await ended;
  await handle.close();
  // A check that was canceled still has to close its browser.
  await Promise.allSettled(running);
  input.destroy();
}

/** In bytes: the text of a HAR file fits, and a larger file has a path. */
const maxMessageSize = 16 * 1024 * 1024;
