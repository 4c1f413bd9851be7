import type { Socket } from "node:net";
import { run } from "../run.ts";
import { type Listening, listenRaw } from "./listen.ts";

const page = "https://app.example";

/** Runs `preflight --actual` at a server that writes what `respond` writes. */
export async function sendToRaw(respond: (socket: Socket, request: string) => void, ...options: string[]) {
  return closing(await listenRaw(respond), (port) => sendTo(`http://127.0.0.1:${port}/`, ...options));
}

/** Runs a function with the port of a server, and closes the server. */
export async function closing<T>(server: Listening, use: (port: number) => Promise<T>): Promise<T> {
  try {
    return await use(server.port);
  } finally {
    await server.close();
  }
}

/** Runs `preflight --actual` at a URL; returns the exit code, the only fetch of the JSON report, and the text report. */
export async function sendTo(url: string, ...options: string[]) {
  const argv = ["preflight", url, "--origin", page, "--actual", "--timeout", "5", ...options];
  const { code, out, errors } = await run(...argv, "--json", "--verbose");
  const [fetch] = JSON.parse(out).fetches;
  const { out: text } = await run(...argv);
  return {
    code,
    errors,
    fetch,
    lookAlike: fetch.lookAlike?.id,
    outcome: fetch.outcome,
    cause: fetch.cause ?? null,
    text,
  };
}
