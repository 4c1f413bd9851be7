import { describe, expect, test } from "vitest";
import { watchConnection } from "../../../src/node/watch/watch.ts";
import type { CdpEvent } from "../../../src/recording/cdp.ts";
import { fakeConnection } from "./fake-connection.ts";

const url = "https://api.example/orders";
const text = { body: "CSRF check failed", base64Encoded: false };

describe("a watch asks for the body of a fetch with an error status", () => {
  test("and keeps its first 2,048 characters", async () => {
    expect(await watch([response()], () => Promise.resolve(text))).toEqual({ asked: 1, bodies: [text.body] });
    const long = { body: "a".repeat(5000), base64Encoded: false };
    expect((await watch([response()], () => Promise.resolve(long))).bodies).toEqual(["a".repeat(2048)]);
  });

  test("also when an exchange without it was read before the reply", async () => {
    const replies: ((reply: unknown) => void)[] = [];
    const { send, cors } = await start(() => new Promise((resolve) => void replies.push(resolve)));
    for (const event of response()) send(event);
    expect(cors.recording().exchanges.map(({ responseText }) => responseText)).toEqual([null]);
    for (const reply of replies) reply(text);
    await Promise.resolve();
    expect(cors.recording().exchanges.map(({ responseText }) => responseText)).toEqual([text.body]);
  });

  test("also where the body broke off", async () => {
    const broken = response({ end: "Network.loadingFailed" });
    expect(await watch([broken], () => Promise.resolve(text))).toEqual({ asked: 1, bodies: [text.body] });
  });

  test("and not for successes, pictures, documents, and failures without a response", async () => {
    const others = [
      response({ id: "1", status: 200 }),
      response({ id: "2", mimeType: "image/png" }),
      response({ id: "3", type: "Document" }),
      response({ id: "4", end: "Network.loadingFailed" }).filter(({ method }) => method !== "Network.responseReceived"),
    ];
    expect((await watch(others, () => Promise.resolve(text))).asked).toBe(0);
  });

  test("200 times at most", async () => {
    const many = Array.from({ length: 300 }, (_, index) => response({ id: String(index) }));
    const { asked, bodies } = await watch(many, () => Promise.resolve(text));
    expect(asked).toBe(200);
    expect(bodies.filter((body) => body !== null)).toHaveLength(200);
  });

  test.each([
    ["fails", () => Promise.reject(new Error("No data found for resource with given identifier"))],
    ["has no reply", () => new Promise(() => {})],
    ["has a reply without a body, as in nested sessions", () => Promise.resolve({})],
    ["has an empty body", () => Promise.resolve({ body: "", base64Encoded: false })],
    ["has a binary body", () => Promise.resolve({ body: "AAEC", base64Encoded: true })],
  ])("and records none where the command %s", async (_, reply) => {
    expect(await watch([response()], reply)).toEqual({ asked: 1, bodies: [null] });
  });
});

/** What a watch asked for and recorded of some responses, when the browser replies so to `Network.getResponseBody`. */
async function watch(responses: readonly CdpEvent[][], reply: () => Promise<unknown>) {
  let asked = 0;
  const { send, cors } = await start(() => {
    asked += 1;
    return reply();
  });
  for (const event of responses.flat()) send(event);
  await cors.settled({ idle: 20 });
  const bodies = cors.recording().exchanges.map(({ responseText }) => responseText);
  await cors.stop();
  return { asked, bodies };
}

async function start(reply: () => Promise<unknown>) {
  const { connection, report } = fakeConnection((method) =>
    method === "Network.getResponseBody" ? reply() : Promise.resolve({}),
  );
  const cors = await watchConnection(connection);
  return { send: ({ method, params }: CdpEvent) => report(method, params), cors };
}

interface ResponseOptions {
  readonly id?: string;
  readonly status?: number;
  readonly mimeType?: string;
  readonly type?: string;
  readonly end?: string;
}

/** The events of one request whose response has a body. */
function response({
  id = "1",
  status = 403,
  mimeType = "text/plain",
  type = "Fetch",
  end = "Network.loadingFinished",
}: ResponseOptions = {}): CdpEvent[] {
  const requestId = id;
  const received = { status, mimeType, headers: {}, url };
  const request = { url, method: "GET", headers: {} };
  return [
    { method: "Network.requestWillBeSent", params: { requestId, type, timestamp: Number(id), request } },
    { method: "Network.responseReceived", params: { requestId, type, response: received, hasExtraInfo: false } },
    { method: end, params: { requestId, errorText: "net::ERR_FAILED" } },
  ];
}
