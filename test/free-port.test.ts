import { once } from "node:events";
import { existsSync, readFileSync } from "node:fs";
import { createServer } from "node:net";
import { expect, test } from "vitest";
import { freePort } from "./free-port.ts";

const rangeOfSystem = "/proc/sys/net/ipv4/ip_local_port_range";

test("a free port is not given twice, nor while another program listens on it", async () => {
  const [port, after] = [await freePort(), await freePort()];
  expect(after).not.toBe(port);
  for (const host of ["127.0.0.1", undefined]) {
    const before = await freePort();
    const taken = createServer().listen(before + 1, host);
    await once(taken, "listening");
    expect(await freePort()).not.toBe(before + 1);
    taken.close();
  }
});

test.runIf(existsSync(rangeOfSystem))("a free port is none that the system gives to other programs", async () => {
  const [start = 0, end = 0] = readFileSync(rangeOfSystem, "utf8").trim().split(/\s+/).map(Number);
  const port = await freePort();
  expect(port < start || port > end, `${port} is between ${start} and ${end}`).toBe(true);
});
