import { setTimeout } from "node:timers/promises";

/** A session of a WebDriver server. */
export interface WebDriverSession {
  readonly browserName: string;
  readonly browserVersion: string;
  readonly navigate: (url: string) => Promise<void>;
  /** The JSON value of a promise that this expression gives in the page. */
  readonly evaluate: (expression: string) => Promise<unknown>;
  readonly close: () => Promise<void>;
}

/**
 * Opens a session once the server listens.
 *
 * @see https://www.w3.org/TR/webdriver2/#endpoints
 */
export async function openWebDriverSession(port: number): Promise<WebDriverSession> {
  const root = `http://127.0.0.1:${port}`;
  await waitUntilReady(`${root}/status`);
  const created = (await command("POST", `${root}/session`, { capabilities: {} })) as NewSession;
  const { browserName, browserVersion } = created.capabilities;
  const session = `${root}/session/${created.sessionId}`;
  await command("POST", `${session}/timeouts`, { script: 120_000, pageLoad: 60_000 });
  return {
    browserName,
    browserVersion,
    navigate: async (url) => void (await command("POST", `${session}/url`, { url })),
    async evaluate(expression) {
      const script = `const done = arguments[0]; ${expression}.then((value) => done({ value }), (error) => done({ error: String(error) }));`;
      const reply = (await command("POST", `${session}/execute/async`, { script, args: [] })) as Reply;
      if (reply.error !== undefined) throw new Error(reply.error);
      return reply.value;
    },
    close: async () => void (await command("DELETE", session)),
  };
}

interface NewSession {
  readonly sessionId: string;
  readonly capabilities: { readonly browserName: string; readonly browserVersion: string };
}

interface Reply {
  readonly value?: unknown;
  readonly error?: string;
}

async function waitUntilReady(status: string): Promise<void> {
  for (let tries = 0; tries < 200; tries++) {
    if (
      await fetch(status)
        .then(({ ok }) => ok)
        .catch(() => false)
    )
      return;
    await setTimeout(50);
  }
  throw new Error("The WebDriver server did not start within 10 seconds.");
}

/** Sends a command, and returns the `value` of its response. */
async function command(method: string, url: string, body?: object): Promise<unknown> {
  const response = await fetch(url, { method, ...(body && { body: JSON.stringify(body) }) });
  const { value } = (await response.json()) as { value: { error?: string; message?: string } | null };
  if (!response.ok) throw new Error(`WebDriver ${method} ${url}: ${value?.error}: ${value?.message}`);
  return value;
}
