import { describe, expect, test } from "vitest";
import { servers } from "../../src/servers/index.ts";
import { toServerResponse } from "../../src/servers/response.ts";
import type { Server } from "../../src/servers/server.ts";
import { stacks } from "../../src/stacks/index.ts";
import { cases } from "./cases/index.ts";
import { exchangeOf, type RecordedResponse } from "./server-case.ts";

function responseOf(recorded: RecordedResponse) {
  const response = toServerResponse(exchangeOf(recorded));
  if (!response) throw new Error(`a URL that does not parse: ${recorded.url}`);
  return response;
}

function stacksIn({ stacks }: Server, recorded: RecordedResponse): readonly string[] {
  return typeof stacks === "function" ? stacks(responseOf(recorded)) : stacks;
}

describe.each(servers.map((server) => ({ server, id: server.id })))("$id", ({ server, id }) => {
  const own = cases.filter((one) => one.id === id);

  test("has responses of its own, each with its source", () => {
    expect(own.flatMap((one) => one.own).length).toBeGreaterThan(0);
    expect(own.flatMap((one) => one.near).length).toBeGreaterThan(0);
    for (const { source } of own) expect(source).toMatch(/\S/);
  });

  test.each(own.flatMap((one) => one.own))("is recognized, response %#", (recorded) => {
    const response = responseOf(recorded);
    const recognition = server.recognize(response);
    expect(recognition?.evidence).toMatch(/\S/);
    expect((recognition?.evidence ?? "").split("`").length % 2, "backticks in pairs").toBe(1);
    expect(server.answersItself?.(response) ?? false).toBe(recorded.itself ?? false);
  });

  test.each(own.flatMap((one) => one.near))("is not recognized in what is nearly the same, response %#", (recorded) => {
    expect(server.recognize(responseOf(recorded))).toBeUndefined();
  });

  test("names stacks that exist, or the setting of a product or of a development server", () => {
    const known = new Set(stacks.map((stack) => stack.id));
    const named = own.flatMap((one) => one.own).flatMap((recorded) => stacksIn(server, recorded));
    expect(named.filter((stack) => !known.has(stack))).toEqual([]);
    if (server.setting && server.id !== "vite") expect(server.layer).toBe("product");
  });
});

test("every test case is of a server in the list, and no server is there twice", () => {
  const ids = servers.map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
  expect(cases.map(({ id }) => id).filter((id) => !ids.includes(id))).toEqual([]);
});

const threeLines = ["Origin", "Access-Control-Request-Method", "Access-Control-Request-Headers"];
const echoError = { status: 400, headers: { "Content-Type": "application/json; charset=UTF-8" } };

test.each<[string, RecordedResponse, "certain" | "possible"]>([
  ["echo", { ...echoError, status: 404, body: '{"message":"Not Found"}\n' }, "certain"],
  ["echo", { ...echoError, body: '{"message":"invalid email"}\n' }, "possible"],
  ["spring-cors", { method: "OPTIONS", status: 403, headers: { Vary: threeLines } }, "certain"],
  ["spring-cors", { method: "OPTIONS", status: 500, headers: { Vary: threeLines } }, "possible"],
  ["azure-functions-core-tools", onPort7071("http"), "certain"],
  ["azure-functions-core-tools", onPort7071("https"), "possible"],
])("is as sure of %s as the response allows: %o", (id, recorded, certainty) => {
  const server = servers.find((one) => one.id === id);
  expect(server?.recognize(responseOf(recorded))?.certainty).toBe(certainty);
});

function onPort7071(scheme: string): RecordedResponse {
  return {
    method: "OPTIONS",
    url: `${scheme}://localhost:7071/api/items`,
    status: 404,
    headers: { Server: "Kestrel" },
  };
}
