import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Listening, listenHttp } from "../node/http/listen.ts";
import { call, follow, headers } from "./redirect-chain.ts";

describe("the same as Node's fetch, another implementation of the standard", () => {
  const seen: string[] = [];
  let servers: readonly Listening[];
  let path: readonly { readonly status: number; readonly server: number }[];

  beforeAll(async () => {
    const start = () =>
      listenHttp((request, response) => {
        const { authorization = "", "content-type": type = "", "x-own": own = "" } = request.headers;
        let body = "";
        request.on("data", (chunk) => {
          body += chunk;
        });
        request.on("end", () => {
          seen.push([request.headers.host, request.method, authorization, type, own, body].join(" "));
          const next = path[seen.length - 1];
          if (next) response.writeHead(next.status, { Location: urlOf(next.server) });
          response.end();
        });
      });
    servers = [await start(), await start()];
  });

  afterAll(() => Promise.all(servers.map(({ close }) => close())));

  const urlOf = (server: number) => `http://127.0.0.1:${servers[server]?.port}/`;

  test("methods, bodies and headers are the same on every hop", async () => {
    const step = fc.record({ status: fc.constantFrom(301, 302, 303, 307, 308), server: fc.nat(1) });
    const method = fc.constantFrom("GET", "HEAD", "POST", "PUT", "DELETE", "PATCH");
    await fc.assert(
      fc.asyncProperty(method, fc.array(step, { maxLength: 5 }), async (method, steps) => {
        path = steps;
        seen.length = 0;
        const body = method === "GET" || method === "HEAD" ? null : "{}";
        await fetch(urlOf(0), {
          method,
          body,
          headers: headers.map(({ name, value }) => [name, value] as [string, string]),
        });
        const hops = steps.map(({ status, server }) => ({ status, url: urlOf(server) }));
        const ours = follow({ ...call, method, body, headers, url: urlOf(0) }, hops).map((request) => {
          const values = headers.map(({ name }) => request.headers.find((header) => header.name === name)?.value ?? "");
          return [new URL(request.url).host, request.method, ...values, request.body ?? ""].join(" ");
        });
        expect(ours).toEqual(seen);
      }),
      { numRuns: 150 },
    );
  });
});
