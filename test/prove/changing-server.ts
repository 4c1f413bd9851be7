import { freePort } from "../free-port.ts";
import { call, callFromSandbox } from "../real-servers/calls.ts";
import { cases } from "../real-servers/cases.ts";
import { fillOrigins, type Running } from "../real-servers/targets.ts";
import type { DebianTarget } from "./debian.ts";
import type { Home } from "./home.ts";

/** A server that starts again with each code that a reader has made of it so far; first without CORS code. */
export interface ChangingServer {
  /** What the pages fetch. */
  readonly url: string;
  /** Does something while the server runs with this code; null for no CORS code. */
  readonly during: <T>(code: string | null, act: () => Promise<T>) => Promise<T>;
}

export async function changingServer(
  target: DebianTarget,
  home: Home,
  started: (running: Promise<Running>) => void,
): Promise<ChangingServer> {
  const [broken] = cases.filter(({ name }) => name === "no CORS code, and a preflight");
  if (!broken) throw new Error("the case without CORS code is missing");
  const port = await freePort();
  const fill = fillOrigins(`http://127.0.0.1:${port}`, home.origin, home.foreignOrigin);
  return {
    url: `http://127.0.0.1:${port}/api/x`,
    async during(code, act) {
      const starting = target.start(port, broken, code, fill);
      started(starting);
      const running = await starting;
      try {
        return await act();
      } finally {
        await running.close();
      }
    },
  };
}

/** Null where pages of look-alike origins and sandboxes can read nothing that was sent with credentials; otherwise who can. */
export async function wrongReader({ page, lookAlikes }: Home, url: string): Promise<string | null> {
  const secret: RequestInit = { credentials: "include" };
  for (const lookAlike of lookAlikes) {
    if ((await call(lookAlike, url, secret)) !== "refused") return `lets ${lookAlike.url()} read`;
  }
  return (await callFromSandbox(page, url, secret)) === "refused" ? null : "lets a sandbox read";
}
