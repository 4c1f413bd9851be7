import { once } from "node:events";
import { createServer } from "node:net";
import { pid } from "node:process";
import { threadId } from "node:worker_threads";

/** Ports that no system gives to a program that asks for any port, nor to an outgoing connection: those begin at 32768 or later. */
const [first, count] = [20_000, 12_000];

/** The next port to try. Processes and threads that run at the same time begin at different ports. */
let next = ((pid + threadId) * 97) % count;

/**
 * A port of this machine on which nothing listens. It is free until a test uses it: other programs do not get such ports by themselves,
 * and no process gets one twice.
 */
export async function freePort(): Promise<number> {
  for (let tries = 0; tries < count; tries++) {
    const port = first + next;
    next = (next + 1) % count;
    if (await isFree(port)) return port;
  }
  throw new Error(`no port from ${first} to ${first + count - 1} is free`);
}

/** Whether a server can listen at all addresses of this machine with that port. */
async function isFree(port: number): Promise<boolean> {
  const server = createServer().listen(port);
  const isListening = await once(server, "listening").then(
    () => true,
    () => false,
  );
  if (!isListening) return false;
  server.close();
  await once(server, "close");
  return true;
}
