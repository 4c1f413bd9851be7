import { expect, test } from "vitest";
import { isBadPort } from "../../src/fetch/bad-port.ts";

test("every bad port is one for Node's fetch too", async () => {
  const ours = Array.from({ length: 65_535 }, (_, port) => port + 1).filter((port) => isBadPort(String(port)));
  for (const port of ours) {
    const failure = await fetch(`http://127.0.0.1:${port}/`).catch((error: unknown) => error);
    expect(failure).toMatchObject({ cause: { message: "bad port" } });
  }
  expect(ours.length).toBeGreaterThan(80);
});

test("the default port, which a URL does not show, and port 80 are none", () => {
  expect([isBadPort(""), isBadPort("80"), isBadPort("8080")]).toEqual([false, false, false]);
});
