import { execFile } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { promisify } from "node:util";
import cors from "cors";
import express from "express";
import { expect, test } from "vitest";
import { curlCommands, diagnose, readHar } from "../../src/index.ts";
import { type Call, logOf, page } from "../har.ts";

const run = promisify(execFile);

test("curl asks a real server what the browser asks, and shows what it answers", async () => {
  const seen: Record<string, unknown>[] = [];
  const app = express();
  app.use(({ method, url, headers }, _response, next) => {
    const { origin, "content-type": type, "x-tea": tea, "access-control-request-method": asked } = headers;
    seen.push({ method, url, origin, type, tea, asked, names: headers["access-control-request-headers"] });
    next();
  });
  app.use(cors({ origin: page, methods: ["PUT"], allowedHeaders: ["X-Tea"] }));
  app.use((_request, response) => response.send("the body"));
  const server = createServer(app).listen(0, "127.0.0.1");
  await once(server, "listening");
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/a/../b{1,2}'?x[]`;
  try {
    const send = async (call: Call) => {
      const [diagnosis] = diagnose(readHar(logOf({ url, ...call })));
      const commands = diagnosis ? curlCommands(diagnosis.fetch, { secrets: "kept" }) : [];
      const outputs: string[] = [];
      for (const { posix } of commands) outputs.push((await run("/bin/sh", ["-c", posix])).stdout);
      return outputs;
    };
    const headers = { "Content-Type": "application/json", "X-Tea": "green's" };
    const [preflight, actual] = await send({ method: "PUT", headers, preflight: { status: 204 } });
    expect(preflight).toMatch(/^HTTP\/1.1 204 No Content\r\n/);
    expect(preflight).toContain("Access-Control-Allow-Headers: X-Tea");
    expect(actual).toMatch(/^HTTP\/1.1 200 OK\r\n/);
    expect(actual).toContain(`Access-Control-Allow-Origin: ${page}`);
    expect(actual).not.toContain("the body");
    const path = "/b%7B1,2%7D'?x[]";
    expect(seen).toEqual([
      { method: "OPTIONS", url: path, origin: page, asked: "PUT", names: "content-type,x-tea" },
      { method: "PUT", url: path, origin: page, type: "application/json", tea: "green's" },
    ]);
    for (const method of ["HEAD", "POST"]) {
      const [output] = await send({ method, answer: { status: 200 } });
      expect(output).toMatch(/^HTTP\/1.1 200 OK\r\n/);
      expect(seen.at(-1)).toEqual({ method, url: path, origin: page });
    }
  } finally {
    server.close();
  }
});
