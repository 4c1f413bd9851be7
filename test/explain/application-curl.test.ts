import { execFile } from "node:child_process";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import { applicationCurl, diagnose, readHar } from "../../src/index.ts";

const sh = promisify(execFile);

test("asks the application's own port what the proxy was asked, with the host that the page wrote", async () => {
  const seen: unknown[] = [];
  const application = createServer(({ method, url, headers }, response) => {
    seen.push({ method, url, host: headers.host, origin: headers.origin });
    response.end();
  });
  await new Promise<void>((resolve) => application.listen(0, "127.0.0.1", resolve));
  const { port } = application.address() as AddressInfo;
  const past = applicationCurl(preflightAnsweredBy("nginx/1.22.1"));
  expect(past?.proxy).toBe("nginx");
  await sh("/bin/sh", ["-c", past?.posix.replace("127.0.0.1:3000", `127.0.0.1:${port}`) ?? ""]);
  application.close();
  expect(seen).toEqual([{ method: "OPTIONS", url: "/api/x", host: "api.example", origin: "https://app.example" }]);
});

test("is missing where no proxy answered", () => {
  expect(applicationCurl(preflightAnsweredBy("Werkzeug/3.0.1 Python/3.11"))).toBeNull();
  expect(applicationCurl(preflightAnsweredBy("nginxish"))).toBeNull();
});

function preflightAnsweredBy(server: string) {
  const asked = { Origin: "https://app.example", "Access-Control-Request-Method": "PUT" };
  const headers = Object.entries(asked).map(([name, value]) => ({ name, value }));
  const entry = {
    startedDateTime: "2026-01-01T00:00:00.000Z",
    request: { method: "OPTIONS", url: "https://api.example/api/x", headers },
    response: { status: 405, headers: [{ name: "Server", value: server }] },
  };
  const [diagnosis] = diagnose(readHar({ log: { entries: [entry] } }));
  if (!diagnosis) throw new Error("The recording has no fetch");
  return diagnosis;
}
