import { EventEmitter } from "node:events";
import type { Browser } from "puppeteer";
import { expect, test, vi } from "vitest";
import { visit } from "../../../src/node/browser/visit.ts";

test("a browser context that opens only after the visit was interrupted is closed too", async () => {
  const close = vi.fn(async () => {});
  let open = () => {};
  const browser = Object.assign(new EventEmitter(), {
    connected: true,
    wsEndpoint: () => "ws://127.0.0.1:9222/",
    createBrowserContext: () =>
      new Promise((resolve) => {
        open = () => resolve({ close });
      }),
  });
  const interrupt = new AbortController();
  const visiting = visit(browser as unknown as Browser, "https://app.example/", {
    steps: [],
    timeout: 5000,
    signal: interrupt.signal,
    idleSetting: String,
  });
  interrupt.abort();
  setTimeout(open, 20);
  expect((await visiting).problem).toBe("interrupted");
  expect(close).toHaveBeenCalledOnce();
});
