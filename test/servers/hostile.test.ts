import fc from "fast-check";
import { expect, test } from "vitest";
import { answeredBy } from "../../src/servers/answered-by.ts";
import { servers } from "../../src/servers/index.ts";
import { cases } from "./cases/index.ts";
import { exchangeOf, type RecordedResponse } from "./server-case.ts";

const real = cases.flatMap(({ own }) => own);

/** Names and values that servers look at, with text of a stranger around, inside and instead of them. */
const hostileText = fc.oneof(
  fc.string(),
  fc.constantFrom(
    "`",
    "\u001b[31m",
    "<script>",
    "${x}",
    "\u202e",
    "a".repeat(5000),
    "'; rm -rf /",
    "nginx`",
    "Express\n",
  ),
);
const hostileResponse = fc
  .tuple(
    fc.constantFrom(...real),
    fc.array(fc.tuple(hostileText, hostileText), { maxLength: 4 }),
    hostileText,
    fc.nat(),
  )
  .map(([recorded, more, insert, at]): RecordedResponse => {
    const names = Object.keys(recorded.headers);
    const name = names[at % Math.max(1, names.length)] ?? "Server";
    const value = String(recorded.headers[name] ?? "");
    const changed = { ...recorded.headers, [name]: `${value}${insert}` };
    return {
      ...recorded,
      url: `${recorded.url ?? "https://api.example/"}${encodeURIComponent(insert)}`,
      headers: { ...changed, ...Object.fromEntries(more.filter(([one]) => one !== "__proto__")) },
      ...(recorded.body === undefined ? {} : { body: `${insert}${recorded.body}${insert}` }),
    };
  });

test("what shows a server is quoted, whatever the response holds", () => {
  fc.assert(
    fc.property(hostileResponse, (recorded) => {
      for (const { evidence, id } of answeredBy(exchangeOf(recorded), [])) {
        expect(servers.some((server) => server.id === id)).toBe(true);
        expect(evidence.split("`").length % 2, evidence).toBe(1);
        expect(evidence).not.toMatch(/[\p{Cc}\p{Cf}]/u);
        expect(evidence.length).toBeLessThan(400);
        expect(evidence.replace(/`[^`]*`/g, "")).not.toMatch(/[<>$]/);
      }
    }),
    { numRuns: 2000 },
  );
});

test("every response of a server is recognized, and a response without a mark is not", () => {
  for (const { id, own } of cases) {
    for (const recorded of own) {
      const found = answeredBy(exchangeOf(recorded), []).map((server) => server.id);
      expect(found.length, `${id}: ${JSON.stringify(recorded)}`).toBeGreaterThan(0);
    }
  }
  const plain = {
    headers: { "Content-Type": "application/json", "Access-Control-Allow-Origin": "https://app.example" },
  };
  expect(answeredBy(exchangeOf(plain), [])).toEqual([]);
});
